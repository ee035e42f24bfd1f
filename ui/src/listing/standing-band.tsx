import { useLingui } from '@lingui/react/macro';
import type { Standing } from '../api/types.ts';
import { useSize } from '../charts/use-size.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './standing-band.module.css';
import { layStanding, type StandingPrices } from './standing-layout.ts';

/** The quartiles of the others as a band, their median as a line, this one as a dot. */
export function StandingBand({ standing }: { standing: Standing }) {
  const { price_per_m2: own, p25_price_per_m2: p25, median_price_per_m2: median, p75_price_per_m2: p75 } = standing;
  if (own === undefined || p25 === undefined || median === undefined || p75 === undefined) return null;
  return <Band prices={{ own, p25, median, p75 }} />;
}

function Band({ prices }: { prices: StandingPrices }) {
  const { t } = useLingui();
  const { wholeEuros } = useNumbers();
  const [place, { width }] = useSize<HTMLElement>();
  const { p25, p75, median, own, labels } = layStanding(prices, width, wholeEuros);
  const [low, high] = [wholeEuros(prices.p25), wholeEuros(prices.p75)];
  return (
    <figure ref={place} className={styles.band} aria-label={t`Half of them cost from ${low} to ${high} per m²`}>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.quartiles} style={{ left: p25, width: p75 - p25 }} />
        <div className={styles.median} style={{ left: median }} />
        <div className={styles.own} style={{ left: own }} />
      </div>
      <div className={styles.labels} aria-hidden="true">
        {labels.map(({ text, x }) => (
          <span key={text} style={{ left: x }}>
            {text}
          </span>
        ))}
      </div>
    </figure>
  );
}
