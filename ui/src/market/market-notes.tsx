import { Plural, Trans } from '@lingui/react/macro';
import { isShown } from '../../../src/drawing/market-plot.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { beginningsOf, distinctNames, hiddenCount, unknownOf, unsaidOf } from './market-lines.ts';
import styles from './market-notes.module.css';
import { minCount, seriesAddress } from './market-query.ts';
import { measureOf } from './measures.ts';
import type { ShownMarket } from './shown-market.ts';
import { useInnerPeriodWords, useLongPeriodWords } from './use-period-words.ts';

/** What one has to know to read the picture: what is not shown and why, and of when it is. */
export function MarketNotes({ market }: { market: ShownMarket }) {
  const { view, lines, groups, running, asOf } = market;
  const numbers = useNumbers();
  const now = useLongPeriodWords(view.period)(running);
  const at = numbers.instant(asOf);
  const [shown, all] = [numbers.count(lines.length), numbers.count(groups)];
  const isShownAt = (at: number) =>
    lines.some(({ points }) => points.some((point) => point.at === at && isShown(point)));
  const hasBand = lines.length === 1 && unsaidOf(lines).length === 0 && measureOf(view.measure).band !== undefined;
  return (
    <div className={styles.notes}>
      {hasBand && (
        <p>
          <Trans>Half of the homes are within the band, a quarter above it, a quarter below.</Trans>
        </p>
      )}
      {groups > lines.length && (
        <p>
          <Trans>
            The {shown} with the most homes on offer, of {all}.
          </Trans>
        </p>
      )}
      {view.measure === 'index' && lines.length > 1 && <BaseNote market={market} />}
      <HiddenNote market={market} />
      <UnknownNote lines={lines} />
      {isShownAt(running) && (
        <p>
          <Trans>{now} has not ended: its figure is the one so far, drawn with a broken line.</Trans>
        </p>
      )}
      <p>
        <Trans>With all that was recorded by {at}.</Trans> <DataLinks market={market} />
      </p>
    </div>
  );
}

/** Lines that begin at different times are not to be compared by how high they stand. */
function BaseNote({ market: { view, lines } }: { market: ShownMarket }) {
  const numbers = useNumbers();
  const periodOf = useInnerPeriodWords(view.period);
  const beginnings = beginningsOf(lines);
  const [first, ...others] = beginnings;
  if (!first) return null;
  const period = periodOf(first.at);
  const all = beginnings.map(({ at, names }) => `${periodOf(at)} (${numbers.list(names)})`).join(', ');
  return (
    <p>
      {others.length === 0 ? (
        <Trans>All of them are 100 at the start of {period}.</Trans>
      ) : (
        <Trans>
          Each is 100 at the start of its own first period: {all}. How they moved can be compared, how high they stand
          cannot.
        </Trans>
      )}
    </p>
  );
}

/** A place that was mistyped, or that nobody has entered a home of. */
function UnknownNote({ lines }: { lines: ShownMarket['lines'] }) {
  const numbers = useNumbers();
  const unknown = unknownOf(lines);
  const names = numbers.list(unknown.map(({ name }) => name));
  if (unknown.length === 0) return null;
  return (
    <p>
      <Trans>Nothing is known of {names}: no home like that was on offer there in this time.</Trans>
    </p>
  );
}

function HiddenNote({ market: { lines } }: { market: ShownMarket }) {
  const numbers = useNumbers();
  const count = hiddenCount(lines);
  const unsaid = unsaidOf(lines)
    .map(({ name }) => name)
    .join(', ');
  const [periods, least] = [numbers.count(count), numbers.count(minCount)];
  if (count === 0) return null;
  return (
    <p>
      <Plural
        value={count}
        one={`${periods} period is not shown in full: figures of fewer than ${least} homes, cuts or pairs are left out.`}
        other={`${periods} periods are not shown in full: figures of fewer than ${least} homes, cuts or pairs are left out.`}
      />{' '}
      {lines.length > 1 && unsaid !== '' && <Trans>Too few in every period: {unsaid}.</Trans>}
    </p>
  );
}

/** The same questions at the API: one for each place. */
function DataLinks({ market: { queries, view } }: { market: ShownMarket }) {
  const names = distinctNames(view.places);
  const [first] = queries;
  if (queries.length === 1 && first) {
    return (
      <a href={seriesAddress(first)}>
        <Trans>This as data</Trans>
      </a>
    );
  }
  return (
    <>
      <Trans>This as data:</Trans>{' '}
      {queries.map((query, at) => (
        <a key={seriesAddress(query)} className={styles.link} href={seriesAddress(query)}>
          {names[at]}
        </a>
      ))}
    </>
  );
}
