import { useLingui } from '@lingui/react/macro';
import type { Standing } from '../api/types.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './standing-band.module.css';

/** The quartiles of the others as a band, their median as a line, this one as a dot. */
export function StandingBand({ standing }: { standing: Standing }) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const { price_per_m2: own, p25_price_per_m2: p25, median_price_per_m2: median, p75_price_per_m2: p75 } = standing;
  if (own === undefined || p25 === undefined || median === undefined || p75 === undefined) return null;
  const [low, high] = [Math.min(own, p25), Math.max(own, p75)];
  const margin = (high - low) * 0.12 || high * 0.1 || 1;
  const place = (eur: number) => `${((eur - low + margin) / (high - low + 2 * margin)) * 100}%`;
  const words = { p25: numbers.wholeEuros(p25), median: numbers.wholeEuros(median), p75: numbers.wholeEuros(p75) };
  const width = `${((p75 - p25) / (high - low + 2 * margin)) * 100}%`;
  return (
    <figure className={styles.band} aria-label={t`Half of them cost from ${words.p25} to ${words.p75} per m²`}>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.quartiles} style={{ left: place(p25), width }} />
        <div className={styles.median} style={{ left: place(median) }} />
        <div className={styles.own} style={{ left: place(own) }} />
      </div>
      <div className={styles.labels} aria-hidden="true">
        <span style={{ left: place(p25) }}>{words.p25}</span>
        <span style={{ left: place(p75) }}>{words.p75}</span>
      </div>
    </figure>
  );
}
