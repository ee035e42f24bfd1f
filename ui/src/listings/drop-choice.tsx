import { Trans, useLingui } from '@lingui/react/macro';
import { Field } from '../parts/field.tsx';
import { dropWindows } from './listing-search.ts';

type Props = { days: string | undefined; onChange: (days: string) => void };

/** Since when the price dropped; empty: at any time, or never. */
export function DropChoice({ days = '', onChange }: Props) {
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
