import { Trans } from '@lingui/react/macro';
import { type BuildingType, buildingTypes } from '../api/types.ts';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { Field } from './field.tsx';

type Props = { type: BuildingType | undefined; onChange: (chosen: BuildingType | undefined) => void };

/** A kind of building, or any. */
export function TypeChoice({ type, onChange }: Props) {
  const types = useBuildingTypes();
  const chosen = (text: string) => onChange(buildingTypes.find((each) => each === text));
  return (
    <Field label={<Trans>Type</Trans>}>
      {(given) => (
        <select {...given} value={type ?? ''} onChange={(event) => chosen(event.target.value)}>
          <option value="">
            <Trans>Any</Trans>
          </option>
          {buildingTypes.map((each) => (
            <option key={each} value={each}>
              {types[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
