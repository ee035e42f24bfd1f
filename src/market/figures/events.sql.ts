import { periodIndex } from './period-index.sql.ts';
import type { StockShape } from './stock.sql.ts';

export type EventShape = StockShape & {
  /** Whether listings have to be among those on offer at the end of the period for what they cost then. */
  narrowed: boolean;
};

/**
 * First prices, and changes to another price, each with the state of its listing at the end of the period. Prices that never
 * were in force have no previous one, and end where they begin.
 */
export function eventsQuery(shape: EventShape): string {
  const { periods, narrowed } = shape;
  return `SELECT ${cellOf(shape)} AS cell, listing_id, effective_at, price_eur::DOUBLE AS price, previous_price_eur::DOUBLE AS previous
    FROM held AS event
    WHERE i >= 0 AND i < ${periods.starts.length} AND (until IS NULL OR until > effective_at)
      AND previous_price_eur IS DISTINCT FROM price_eur AND ${holds} ${narrowed ? onOffer(shape) : ''}`;
}

/** Said as differences, it is looked at after the join: as part of it, the join would take twenty times as long. */
const holds = 'i - first >= 0 AND beyond - i > 0';

function cellOf({ periods }: EventShape): string {
  return `(number::BIGINT * ${periods.starts.length} + i)`;
}

function onOffer(shape: EventShape): string {
  return `AND EXISTS (SELECT 1 FROM stock WHERE stock.listing_id = event.listing_id AND stock.cell = ${cellOf(shape)})`;
}

/** What became of each listing with events in a period: from which price to which, if it had one before. */
export function movesQuery(): string {
  return `SELECT cell, bool_or(previous IS NULL) AS started,
      arg_min(previous, effective_at) AS was, arg_max(price, effective_at) AS became
    FROM events GROUP BY cell, listing_id`;
}

/** The logarithms of what a pair went up by; one of whose prices is 0 is no pair, nor is a listing that was new. */
const pairs = 'NOT started AND became > 0 AND was > 0';
const noPairs = 'became > 0 AND (started OR was <= 0)';

/**
 * The logarithm is worked out of what CASE lets through only: FILTER is asked later, and that of 0 is an error. Sums of
 * decimals are exact, whatever the order of the rows (H10).
 */
export function moveFigures(): string {
  return `SELECT cell, (count(*) FILTER (${noPairs}))::DOUBLE AS unpaired,
      sum(ln(CASE WHEN ${pairs} THEN became / was END)::DECIMAL(18, 15))::DOUBLE AS log_sum
    FROM moves GROUP BY cell`;
}

export function eventFigures({ metrics }: EventShape): string {
  const medianOf = (value: string) => `median(${value}) FILTER (price < previous)`;
  const columns = [
    '(count(*) FILTER (price < previous))::DOUBLE AS cuts',
    ...(metrics.includes('new_listings') ? ['(count(*) FILTER (previous IS NULL))::DOUBLE AS new_listings'] : []),
    ...(metrics.includes('price_changes') ? ['count(previous)::DOUBLE AS price_changes'] : []),
    ...(metrics.includes('cut_share')
      ? ['(count(DISTINCT listing_id) FILTER (price < previous))::DOUBLE AS listings_cut']
      : []),
    ...(metrics.includes('median_cut_eur') ? [`${medianOf('previous - price')} AS median_cut_eur`] : []),
    ...(metrics.includes('median_cut_pct')
      ? [`${medianOf('(previous - price) * 100 / previous')} AS median_cut_pct`]
      : []),
  ];
  return `SELECT ${['cell', ...columns].join(', ')} FROM events GROUP BY cell`;
}

/** Of listings whose first cut of all was in a period: how long after the first price it came. */
export function firstCutFigures(shape: EventShape): string {
  const { periods, narrowed } = shape;
  const day = 86_400_000_000;
  return `SELECT ${cellOf(shape)} AS cell, count(*)::DOUBLE AS first_cuts,
      median((epoch_us(cut_at) - epoch_us(began_at)) / ${day}) AS days_to_first_cut
    FROM (
      SELECT *, ${periodIndex('cut_at', periods)} AS i FROM (
        SELECT listing_id, number, first, beyond, min(effective_at) AS began_at,
          min(effective_at) FILTER (price_eur < previous_price_eur) AS cut_at
        FROM held WHERE until IS NULL OR until > effective_at GROUP BY listing_id, number, first, beyond
      )
    ) AS event
    WHERE i >= 0 AND i < ${periods.starts.length} AND ${holds} ${narrowed ? onOffer(shape) : ''}
    GROUP BY cell`;
}
