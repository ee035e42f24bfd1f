import type { Question, Value } from '../duckdb/questions.ts';
import { type Bind, bindInto, type HomesShape, joinHomes } from './homes.sql.ts';
import { populationStatements } from './population.sql.ts';
import { stockViews, withViews } from './stock.sql.ts';

/** Surfaces count as about the same within so many percent: the first of these with enough listings, else any surface. */
const bands = [20, 50] as const;

export type StandingParts = HomesShape & {
  listingId: number;
  surfaceM2: number;
};

/**
 * Others on offer that fit, once for each band of sizes (in percent; null: of any) that they are in, and last the listing itself, whose
 * `own` is true and which has what is its own in place of the medians and means.
 */
export function standingQuestion(parts: StandingParts): Question {
  const values: Record<string, Value> = {};
  const rows = { sql: rowsQuery(parts, bindInto(values)), values };
  return { statements: [...populationStatements(parts), rows] };
}

function rowsQuery(parts: StandingParts, bind: Bind): string {
  const { listingId, surfaceM2 } = parts;
  const shape = { ...parts, metrics: [] };
  const id = bind(listingId);
  const edge = (percent: number) => `${bind(decimal((surfaceM2 * percent) / 100))}::DOUBLE`;
  const within = bands
    .map((percent) => `SELECT ${percent} AS band, ${edge(100 - percent)} AS least, ${edge(100 + percent)} AS most`)
    .join(' UNION ALL ');
  const views = {
    ...stockViews(shape, bind),
    lives: `SELECT p.listing_id, (count(*) FILTER (price_eur < previous_price_eur))::DOUBLE AS cuts FROM prices AS p ${joinHomes(parts, 'SEMI')}
      WHERE until IS NULL OR until > effective_at GROUP BY p.listing_id`,
    homes_on_offer: `SELECT listing_id, price_per_m2, surface_m2, cuts, listing_id = ${id} AS own FROM stock JOIN lives USING (listing_id)`,
    band: `${within} UNION ALL SELECT NULL, NULL, NULL`,
    mine: 'SELECT price_per_m2 AS my_price_per_m2 FROM homes_on_offer WHERE own',
  };
  return `${withViews(views)}
    SELECT own, band, count(*)::DOUBLE AS count, count(price_per_m2)::DOUBLE AS with_surface,
      quantile_cont(price_per_m2, [0.25, 0.5, 0.75])[1] AS p25, quantile_cont(price_per_m2, [0.25, 0.5, 0.75])[2] AS median,
      quantile_cont(price_per_m2, [0.25, 0.5, 0.75])[3] AS p75,
      (count(*) FILTER (price_per_m2 < (SELECT my_price_per_m2 FROM mine)))::DOUBLE AS cheaper,
      favg(cuts) AS cuts, (count(*) FILTER (cuts > 0))::DOUBLE AS listings_cut
    FROM homes_on_offer JOIN band ON band IS NULL OR (NOT own AND surface_m2 >= least AND surface_m2 <= most)
    GROUP BY own, band ORDER BY own, band NULLS LAST`;
}

/** As it is reckoned on paper: 10.04 m2 and half of that are 15.06 m2, and in binary a bit less. */
function decimal(m2: number): number {
  return Number(m2.toPrecision(15));
}
