import { Plural, Trans } from '@lingui/react/macro';
import type { Mover } from '../api/types.ts';
import { placeName } from '../parts/chosen-place.ts';
import { Freshness } from '../parts/freshness.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './drop-finding.module.css';
import type { DropsView } from './drops-view.ts';
import { NothingCut } from './no-drops.tsx';

type Props = {
  view: DropsView;
  /** None: it is not known yet, or what is shown is of the view before. */
  drops: readonly Mover[] | undefined;
  asOf: string | undefined;
};

/** What the rows come to, in a sentence, and how fresh they are. */
export function DropFinding({ view, drops, asOf }: Props) {
  const largest = drops?.[0];
  return (
    <div className={styles.finding}>
      <div className={styles.sentence} aria-live="polite">
        {drops && <h2>{largest ? <Finding view={view} largest={largest} /> : <NothingCut view={view} />}</h2>}
      </div>
      <p className={styles.measure}>
        <Trans>Asking price now against the one at the start of that time, or the first one of a newer home.</Trans>
      </p>
      <p className={`${styles.measure} ${styles.fresh}`}>{asOf !== undefined && <Freshness asOf={asOf} />}</p>
    </div>
  );
}

type FindingProps = { view: DropsView; largest: Mover };

function Finding({ view, largest }: FindingProps) {
  const days = Number(view.days);
  const place = placeName(view);
  if (view.order === 'cuts') return <MostCuts days={days} place={place} cuts={largest.cuts} />;
  return <LargestCut days={days} place={place} by={view.order} largest={largest} />;
}

type LargestCutProps = { days: number; place: string | undefined; by: 'percent' | 'amount'; largest: Mover };

function LargestCut({ days, place, by, largest }: LargestCutProps) {
  const numbers = useNumbers();
  const cut = by === 'percent' ? numbers.percentChange(largest.change_pct) : numbers.euroChange(largest.change_eur);
  if (place === undefined) {
    return (
      <Plural
        value={days}
        _1={`The largest drop in the last 24 hours: ${cut}`}
        other={`The largest drop in the last # days: ${cut}`}
      />
    );
  }
  return (
    <Plural
      value={days}
      _1={`The largest drop in ${place} in the last 24 hours: ${cut}`}
      other={`The largest drop in ${place} in the last # days: ${cut}`}
    />
  );
}

function MostCuts({ days, place, cuts }: { days: number; place: string | undefined; cuts: number }) {
  const numbers = useNumbers();
  const count = numbers.count(cuts);
  if (place === undefined) {
    return (
      <Plural
        value={days}
        _1={`The most cuts of one home in the last 24 hours: ${count}`}
        other={`The most cuts of one home in the last # days: ${count}`}
      />
    );
  }
  return (
    <Plural
      value={days}
      _1={`The most cuts of one home in ${place} in the last 24 hours: ${count}`}
      other={`The most cuts of one home in ${place} in the last # days: ${count}`}
    />
  );
}
