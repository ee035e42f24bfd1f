import type { Question, Value } from '../duckdb/questions.ts';
import { type Bind, bindInto, type HomesShape, joinHomes } from './homes.sql.ts';
import { populationStatements } from './population.sql.ts';
import { stockViews, withViews } from './stock.sql.ts';

/** Surfaces count as about the same within so many percent: the first of these with enough listings, else any surface. */
const bands = [20, 50] as const;

export type StandingParts = HomesShape & {
  listingId: number;
  surfaceM2: number;
  /** What it costs; undefined: it has no surface. */
  pricePerM2: number | undefined;
};

/** Others on offer that fit, once for each band of sizes (in percent; null: of any) that they are in. */
export function standingQuestion(parts: StandingParts): Question {
  const values: Record<string, Value> = {};
  const rows = { sql: rowsQuery(parts, bindInto(values)), values };
  return { statements: [...populationStatements(parts), rows] };
}

function rowsQuery(parts: StandingParts, bind: Bind): string {
  const { listingId, surfaceM2, pricePerM2 } = parts;
  const shape = { ...parts, metrics: [] };
  const cheaper = pricePerM2 === undefined ? 'false' : `price_per_m2 < ${bind(pricePerM2)}::DOUBLE`;
  const edge = (percent: number) => `${bind(decimal((surfaceM2 * percent) / 100))}::DOUBLE`;
  const within = bands
    .map((percent) => `SELECT ${percent} AS band, ${edge(100 - percent)} AS least, ${edge(100 + percent)} AS most`)
    .join(' UNION ALL ');
  const views = {
    ...stockViews(shape, bind),
    lives: `SELECT p.listing_id, (count(*) FILTER (price_eur < previous_price_eur))::DOUBLE AS cuts FROM prices AS p ${joinHomes(parts, 'SEMI')}
      WHERE until IS NULL OR until > effective_at GROUP BY p.listing_id`,
    others: `SELECT price_per_m2, surface_m2, cuts FROM stock JOIN lives USING (listing_id) WHERE listing_id <> ${bind(listingId)}`,
    band: `${within} UNION ALL SELECT NULL, NULL, NULL`,
  };
  return `${withViews(views)}
    SELECT band, count(*)::DOUBLE AS count, count(price_per_m2)::DOUBLE AS with_surface,
      quantile_cont(price_per_m2, [0.25, 0.5, 0.75])[1] AS p25, quantile_cont(price_per_m2, [0.25, 0.5, 0.75])[2] AS median,
      quantile_cont(price_per_m2, [0.25, 0.5, 0.75])[3] AS p75,
      (count(*) FILTER (${cheaper}))::DOUBLE AS cheaper,
      favg(cuts) AS cuts, (count(*) FILTER (cuts > 0))::DOUBLE AS listings_cut
    FROM others JOIN band ON band IS NULL OR (surface_m2 >= least AND surface_m2 <= most)
    GROUP BY band ORDER BY band NULLS LAST`;
}

/** As it is reckoned on paper: 10.04 m2 and half of that are 15.06 m2, and in binary a bit less. */
function decimal(m2: number): number {
  return Number(m2.toPrecision(15));
}
