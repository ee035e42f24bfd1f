import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Standing } from '../api/types.ts';
import { Freshness } from '../parts/freshness.tsx';
import { hasNoFigures } from '../parts/no-figures.tsx';
import { FailedNote } from '../parts/note.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';
import { StandingBand } from './standing-band.tsx';
import { useStanding } from './use-standing.ts';

/** Where its price per square metre stands among homes like it. */
export function StandingSection({ id }: { id: string }) {
  const { data, dataUpdatedAt, error, refetch } = useStanding(id);
  const { t } = useLingui();
  if (hasNoFigures(error)) return null;
  return (
    <section className={styles.section} aria-label={t`Among homes like it`}>
      <h2>
        <Trans>Among homes like it</Trans>
      </h2>
      {error && <FailedNote error={error} since={dataUpdatedAt} retry={() => void refetch()} />}
      {data && <Compared {...data} />}
    </section>
  );
}

type ComparedProps = { standing: Standing; asOf: string | null };

function Compared({ standing, asOf }: ComparedProps) {
  return (
    <>
      <p className={styles.aside}>
        <Finding standing={standing} /> <Cuts standing={standing} />
      </p>
      <StandingBand standing={standing} />
      <p className={styles.small}>
        {standing.comparable.count > 0 && <ComparedWith standing={standing} />}{' '}
        {asOf !== null && <Freshness asOf={asOf} />}
      </p>
    </>
  );
}

function Finding({ standing }: { standing: Standing }) {
  const numbers = useNumbers();
  const { price_per_m2: own, median_price_per_m2: median, difference_pct: difference } = standing;
  if (own === undefined) return <Trans>It has no surface, so there is no price per m² to compare.</Trans>;
  if (median === undefined || difference === undefined) {
    return <Trans>Too few homes like it are on offer to compare its price.</Trans>;
  }
  const [ownText, medianText] = [numbers.wholeEuros(own), numbers.wholeEuros(median)];
  const percent = numbers.percent(difference);
  if (Math.abs(difference) < 0.05) return <Trans>At {ownText} per m² it is at their median.</Trans>;
  return difference < 0 ? (
    <Trans>
      At {ownText} per m² it is {percent} below their median of {medianText}.
    </Trans>
  ) : (
    <Trans>
      At {ownText} per m² it is {percent} above their median of {medianText}.
    </Trans>
  );
}

function Cuts({ standing: { cuts, cut_share: share } }: { standing: Standing }) {
  const numbers = useNumbers();
  if (share === undefined) return null;
  const others = numbers.share(share);
  return (
    <>
      <Plural
        value={cuts}
        _0="Its price was never cut;"
        one="Its price was cut once;"
        other="Its price was cut # times;"
      />{' '}
      <Trans>of theirs {others} were cut at least once.</Trans>
    </>
  );
}

function ComparedWith({ standing: { comparable } }: { standing: Standing }) {
  const numbers = useNumbers();
  const { city, count, size_within_pct: pct } = comparable;
  const within = pct === undefined ? undefined : numbers.share(pct / 100);
  const homes = <Plural value={count} one="# home" other="# homes" />;
  return within === undefined ? (
    <Trans>
      Compared with {homes} of its type in {city} that are on offer now, of any size.
    </Trans>
  ) : (
    <Trans>
      Compared with {homes} of its type in {city} that are on offer now and differ in size by {within} at most.
    </Trans>
  );
}
