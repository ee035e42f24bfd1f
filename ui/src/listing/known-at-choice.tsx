import { Trans } from '@lingui/react/macro';
import { Field } from '../parts/field.tsx';
import { todayHere } from './listing-view.ts';

type Props = { day: string | undefined; onChange: (day: string | undefined) => void };

/** Shows the history as it was known on a day: without what was corrected or learnt later. */
export function KnownAtChoice({ day, onChange }: Props) {
  return (
    <Field label={<Trans>As it was known on</Trans>}>
      {(given) => (
        <input
          {...given}
          type="date"
          max={todayHere(Date.now())}
          value={day ?? ''}
          onChange={({ target }) => target.validity.valid && onChange(target.value || undefined)}
        />
      )}
    </Field>
  );
}
