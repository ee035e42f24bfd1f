import type { Metric } from './metrics.ts';
import { instant, periodIndex } from './period-index.sql.ts';
import type { Periods } from './periods.ts';

export type EventShape = {
  periods: Periods;
  metrics: readonly Metric[];
  keys: readonly string[];
  /** Whether listings have to be among those on offer at the end of the period for what they cost then. */
  fitting: boolean;
};

/** That a state holds at the end of the period `i`. */
function holds(periods: Periods): string {
  return `i >= coalesce(${periodIndex('valid_from', periods)}, i) AND i < coalesce(${periodIndex('valid_to', periods)}, i + 1)`;
}

const onOffer = 'SEMI JOIN stock USING (listing_id, i)';

/** First prices, and changes to another price, each with the state of its listing at the end of the period. */
export function eventsQuery({ periods, keys, fitting }: EventShape): string {
  const { starts, end } = periods;
  return `SELECT ${[...keys, 'listing_id', 'i'].join(', ')}, effective_at, price_eur::DOUBLE AS price, previous_price_eur::DOUBLE AS previous
    FROM (
      SELECT ${[...keys, 'listing_id', 'valid_from', 'valid_to'].join(', ')}, effective_at, price_eur, previous_price_eur,
        ${periodIndex('effective_at', periods)}::INTEGER AS i
      FROM prices JOIN homes USING (place, listing_id, layer)
      WHERE effective_at >= ${instant(starts[0] ?? end)} AND effective_at < ${instant(end)} AND previous_price_eur IS DISTINCT FROM price_eur
    ) AS event ${fitting ? onOffer : ''}
    WHERE ${holds(periods)}`;
}

/** What became of each listing with events in a period: from which price to which, if it had one before. */
export function movesQuery({ keys }: EventShape): string {
  const using = ['i', ...keys, 'listing_id'].join(', ');
  return `SELECT ${using}, bool_or(previous IS NULL) AS started, bool_or(price < previous) AS cut,
      arg_min(previous, effective_at) AS was, arg_max(price, effective_at) AS became
    FROM events GROUP BY ${using}`;
}

/** The logarithms of what a pair went up by; one of whose prices is 0 is no pair, nor is a listing that was new. */
const pairs = 'NOT started AND became > 0 AND was > 0';
const noPairs = 'became > 0 AND (started OR was <= 0)';

export function eventFigures({ metrics, keys }: EventShape, { moves }: { moves: boolean }): string {
  const using = ['i', ...keys].join(', ');
  const cuts = '(count(*) FILTER (price < previous))::DOUBLE AS s_cuts';
  const columns = [
    ...(metrics.includes('new_listings') ? ['(count(*) FILTER (previous IS NULL))::DOUBLE AS new_listings'] : []),
    ...(metrics.includes('price_changes') ? ['count(previous)::DOUBLE AS price_changes'] : []),
    ...(metrics.includes('median_cut_eur')
      ? ['median(previous - price) FILTER (price < previous) AS median_cut_eur']
      : []),
    ...(metrics.includes('median_cut_pct')
      ? ['median((previous - price) * 100 / previous) FILTER (price < previous) AS median_cut_pct']
      : []),
  ];
  const ofEvents = `SELECT ${[using, cuts, ...columns].join(', ')} FROM events GROUP BY ${using}`;
  if (!moves) return ofEvents;
  return `SELECT * FROM (${ofEvents}) AS of_events JOIN (
      SELECT ${using}, (count(*) FILTER (cut))::DOUBLE AS listings_cut, (count(*) FILTER (${noPairs}))::DOUBLE AS unpaired,
        fsum(ln(became / was)) FILTER (${pairs}) AS log_sum
      FROM moves GROUP BY ${using}
    ) AS of_moves USING (${using})`;
}

/** Of listings whose first cut of all was in a period: how long after the first price it came. */
export function firstCutFigures({ periods, keys, fitting }: EventShape): string {
  const using = ['i', ...keys].join(', ');
  const day = 86_400_000_000;
  return `SELECT ${using}, count(*)::DOUBLE AS s_first_cuts, median((epoch_us(cut_at) - epoch_us(began_at)) / ${day}) AS days_to_first_cut
    FROM (
      SELECT *, ${periodIndex('cut_at', periods)}::INTEGER AS i FROM (
        SELECT place, listing_id, layer, min(effective_at) AS began_at, min(effective_at) FILTER (price_eur < previous_price_eur) AS cut_at
        FROM prices SEMI JOIN homes USING (place, listing_id, layer) GROUP BY place, listing_id, layer
      ) AS life JOIN homes USING (place, listing_id, layer)
      WHERE cut_at >= ${instant(periods.starts[0] ?? periods.end)} AND cut_at < ${instant(periods.end)}
    ) AS first_cut ${fitting ? onOffer : ''}
    WHERE ${holds(periods)}
    GROUP BY ${using}`;
}
