import type pg from 'pg';
import type { MoversQuestion } from './market-question.ts';
import { emptyTables, fillChanges, fillMembers } from './plain-tables.sql.ts';

/** What a row of the answer has to be, without its listing. */
export type PlainMover = {
  listing_id: number;
  from_eur: number;
  to_eur: number;
  change_eur: number;
  change_pct: number;
  cuts: number;
  changes: number;
  changed_date: string;
};

/** The one span, and the instant at which it is looked at: the last millisecond before its end, or now. */
const fillSpan = `
  WITH bounds AS (SELECT least($2::timestamptz, $3::timestamptz + interval '1 ms') AS ends)
  INSERT INTO period
  SELECT 1, coalesce($1, ends - interval '30 days'), ends, CASE WHEN ends > $3 THEN 'infinity' ELSE ends - interval '1 ms' END
  FROM bounds`;

/** What each of them cost before the span, or else at first. */
const pricesAtStart = `
  SELECT m.id, m.price AS became, coalesce(
      (SELECT s.price FROM stated AS s WHERE s.id = m.id AND s.at < p.starts ORDER BY s.at DESC LIMIT 1),
      (SELECT s.price FROM stated AS s WHERE s.id = m.id ORDER BY s.at LIMIT 1)) AS was
  FROM member AS m, period AS p`;

const inSpan = `FROM change AS c, period AS p WHERE c.id = m.id AND c.at >= p.starts AND c.at < p.ends`;

/** The number next to it that an answer can tell: what is told as equal is equal. */
const share = '(abs(became - was)::numeric(60, 40) / was)::float8';

const orders = {
  percent: `${share} DESC`,
  amount: `abs(became - was) DESC, ${share} DESC`,
  cuts: `cuts DESC, ${share} DESC`,
} as const;

function selectMovers({ direction = 'cuts', sort = 'percent', limit = 20 }: MoversQuestion): string {
  return `SELECT m.id AS listing_id, was::float8 AS from_eur, became::float8 AS to_eur, (became - was)::float8 AS change_eur,
      ((became - was)::numeric(60, 40) / was * 100)::float8 AS change_pct,
      (SELECT count(*)::int ${inSpan} AND c.after < c.before) AS cuts, (SELECT count(*)::int ${inSpan}) AS changes,
      (SELECT max(c.at) ${inSpan}) AS changed_date
    FROM (${pricesAtStart}) AS m WHERE was > 0 AND became ${direction === 'cuts' ? '<' : '>'} was
    ORDER BY ${orders[sort]}, m.id LIMIT ${limit}`;
}

/** The answer to GET /market/movers, from the tables of PostgreSQL. @param client has the tables of plain-tables.sql.ts */
export async function plainMovers(client: pg.Client, question: MoversQuestion, now: string): Promise<PlainMover[]> {
  const { direction: _, sort: __, limit: ___, from, to, known_at, ...filters } = question;
  const knownAt = known_at ?? 'infinity';
  await client.query(emptyTables);
  await client.query(fillSpan, [from, to, known_at ?? now]);
  await fillMembers(client, { by: [], filters, knownAt });
  await fillChanges(client, knownAt);
  const { rows } = await client.query<PlainMover>(`SELECT * FROM (${selectMovers(question)}) AS mover`);
  return rows.map((row) => ({ ...row, listing_id: Number(row.listing_id) }));
}
