import type { MetricName } from './market-question.ts';

// Each figure of docs/market.md: its value and how many it is of, for each period and place; see plain-tables.sql.ts.

const eachPlace = 'FROM member AS m JOIN period AS p ON p.no = m.period';
const inPeriod = 'c.id = m.id AND c.at >= p.starts AND c.at < p.ends';
const isCut = 'c.after < c.before';

type Selected = { value: string; sample?: string; from?: string };

function select({ value, sample = 'count(*)', from = eachPlace }: Selected): string {
  return `SELECT m.period, m.place, (${value})::double precision AS value, (${sample})::int AS sample ${from} GROUP BY 1, 2`;
}

function quantile(share: number, of: string): string {
  return `percentile_cont(${share}) WITHIN GROUP (ORDER BY (${of})::double precision)`;
}

function ofPrice(share: number): string {
  return select({ value: quantile(share, 'm.price') });
}

const withSurface = `${eachPlace} WHERE m.surface >= 0.01`;
const perM2 = 'm.price::double precision / m.surface';

function ofPricePerM2(share: number): string {
  return select({ value: quantile(share, perM2), from: withSurface });
}

function meanPrice(): string {
  return select({ value: 'sum(m.price) / count(*)' });
}

function meanPricePerM2(): string {
  return select({ value: `avg(${perM2})`, from: withSurface });
}

function listingsOnOffer(): string {
  return select({ value: 'count(*)' });
}

const firstPrice = '(SELECT min(s.at) FROM stated AS s WHERE s.id = m.id)';

function newListings(): string {
  return select({ value: `count(*) FILTER (WHERE ${firstPrice} >= p.starts AND ${firstPrice} < p.ends)` });
}

function priceChanges(): string {
  return select({ value: `sum((SELECT count(*) FROM change AS c WHERE ${inPeriod}))` });
}

function cutShare(): string {
  const hasCut = `EXISTS (SELECT FROM change AS c WHERE ${inPeriod} AND ${isCut})`;
  return select({ value: `(count(*) FILTER (WHERE ${hasCut}))::double precision / count(*)` });
}

function cutsPerListing(): string {
  const cuts = `(SELECT count(*) FROM change AS c WHERE ${inPeriod} AND ${isCut})`;
  return select({ value: `sum(${cuts})::double precision / count(*)` });
}

const eachCut = `${eachPlace} JOIN change AS c ON ${inPeriod} AND ${isCut}`;

function medianCutPct(): string {
  return select({
    value: quantile(0.5, '(c.before - c.after)::double precision / c.before::double precision * 100'),
    from: eachCut,
  });
}

function medianCutEur(): string {
  return select({ value: quantile(0.5, 'c.before - c.after'), from: eachCut });
}

function daysToFirstCut(): string {
  const isFirst = `NOT EXISTS (SELECT FROM change AS e WHERE e.id = c.id AND e.at < c.at AND e.after < e.before)`;
  const days = `extract(epoch FROM c.at - ${firstPrice}) / 86400`;
  return select({ value: quantile(0.5, days), from: `${eachCut} AND ${isFirst}` });
}

/** What it cost at the end of the period before. */
const before = `(SELECT s.price FROM stated AS s WHERE s.id = m.id AND s.at < p.starts ORDER BY s.at DESC LIMIT 1)`;

function priceIndex(): string {
  const pairs = `FROM (SELECT m.period, m.place, m.price, ${before} AS before ${eachPlace}) AS m`;
  const isPair = 'FILTER (WHERE m.price > 0 AND m.before > 0)';
  const r = `avg(ln(m.price::double precision / m.before::double precision)) ${isPair}`;
  const steps = select({ value: `coalesce(${r}, 0)`, sample: `count(*) ${isPair}`, from: pairs });
  return `SELECT period, place, 100 * exp(sum(value) OVER (PARTITION BY place ORDER BY period)) AS value, sample FROM (${steps}) AS step`;
}

/** A statement for each. */
export const plainFigures: Readonly<Record<MetricName, () => string>> = {
  median_price: () => ofPrice(0.5),
  p10_price: () => ofPrice(0.1),
  p25_price: () => ofPrice(0.25),
  p75_price: () => ofPrice(0.75),
  p90_price: () => ofPrice(0.9),
  mean_price: meanPrice,
  median_price_per_m2: () => ofPricePerM2(0.5),
  p10_price_per_m2: () => ofPricePerM2(0.1),
  p25_price_per_m2: () => ofPricePerM2(0.25),
  p75_price_per_m2: () => ofPricePerM2(0.75),
  p90_price_per_m2: () => ofPricePerM2(0.9),
  mean_price_per_m2: meanPricePerM2,
  listings_on_offer: listingsOnOffer,
  new_listings: newListings,
  price_changes: priceChanges,
  cut_share: cutShare,
  cuts_per_listing: cutsPerListing,
  median_cut_pct: medianCutPct,
  median_cut_eur: medianCutEur,
  days_to_first_cut: daysToFirstCut,
  price_index: priceIndex,
};
