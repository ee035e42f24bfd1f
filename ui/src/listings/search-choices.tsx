import { Trans, useLingui } from '@lingui/react/macro';
import { buildingTypes } from '../api/types.ts';
import { Field } from '../parts/field.tsx';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { dropWindows } from './listing-search.ts';

/** Both give what was chosen as a text; empty: any. */
type Choice = { onChange: (chosen: string) => void };

export function TypeChoice({ type = '', onChange }: Choice & { type?: string | undefined }) {
  const types = useBuildingTypes();
  return (
    <Field label={<Trans>Type</Trans>}>
      {(given) => (
        <select {...given} value={type} onChange={(event) => onChange(event.target.value)}>
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

export function DropChoice({ days = '', onChange }: Choice & { days?: string | undefined }) {
  const { t } = useLingui();
  const words: Record<(typeof dropWindows)[number], string> = {
    1: t`In the last 24 hours`,
    7: t`In the last 7 days`,
    30: t`In the last 30 days`,
    90: t`In the last 90 days`,
    365: t`In the last 12 months`,
  };
  return (
    <Field label={<Trans>Price dropped</Trans>}>
      {(given) => (
        <select {...given} value={days} onChange={(event) => onChange(event.target.value)}>
          <option value="">
            <Trans>Any time or never</Trans>
          </option>
          {dropWindows.map((each) => (
            <option key={each} value={each}>
              {words[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
