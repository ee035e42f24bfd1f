import { Trans, useLingui } from '@lingui/react/macro';
import { type Span, spans, type ViewProps } from './market-view.ts';
import styles from './span-choice.module.css';

/** How far back, as one row of choices. */
export function SpanChoice({ view, onChange }: ViewProps) {
  const words = useSpanWords();
  return (
    <fieldset className={styles.span}>
      <legend>
        <Trans>Time</Trans>
      </legend>
      <div className={styles.row}>
        {spans.map((span) => (
          <label key={span}>
            <input
              type="radio"
              name="span"
              value={span}
              checked={view.span === span}
              onChange={() => onChange({ span })}
              aria-label={words[span].long}
            />
            <span aria-hidden="true">{words[span].short}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function useSpanWords(): Record<Span, { short: string; long: string }> {
  const { t } = useLingui();
  return {
    '1y': { short: t({ message: '1Y', comment: 'One year, as short as possible' }), long: t`1Y: one year` },
    '3y': { short: t({ message: '3Y', comment: 'Three years, as short as possible' }), long: t`3Y: three years` },
    '5y': { short: t({ message: '5Y', comment: 'Five years, as short as possible' }), long: t`5Y: five years` },
    all: { short: t({ message: 'All', comment: 'All times, as short as possible' }), long: t`All of the time` },
  };
}
