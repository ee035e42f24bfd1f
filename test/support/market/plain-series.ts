import type pg from 'pg';
import type { GroupName, MarketQuestion, MetricName } from './market-question.ts';
import { plainFigures } from './plain-figures.sql.ts';
import { emptyTables, fillChanges, fillMembers, fillPeriods, placeOf } from './plain-tables.sql.ts';

type Cell = { value: number | null; sample: number };

/** What a row of the answer has to be. */
export type PlainRow = {
  period: string;
  place: string;
  count: number;
  cells: Partial<Record<MetricName, Cell>>;
};

/** The answer to a question, from the tables of PostgreSQL. @param client has the tables of plain-tables.sql.ts */
export async function plainSeries(client: pg.Client, question: MarketQuestion, now: string): Promise<PlainRow[]> {
  const { metric, by = [], period = 'month', from, to, min_count: _, known_at, ...filters } = question;
  const knownAt = known_at ?? 'infinity';
  await client.query(emptyTables);
  await fillPeriods(client, { period, from, to, now: known_at ?? now });
  await fillMembers(client, { by, filters, knownAt });
  await fillChanges(client, knownAt);
  const rows = new Map((await selectRows(client)).map((row) => [keyOf(row), { ...row, cells: {} } as PlainRow]));
  for (const name of metric) await addFigure(client, name, rows);
  return [...rows.values()];
}

type Rows = Map<string, PlainRow>;
type Place = { period: string | number; place: string };

const keyOf = ({ period, place }: Place) => `${period} ${place}`;
const day = `to_char(p.starts, 'YYYY-MM-DD')`;

async function selectRows(client: pg.Client): Promise<{ period: string; place: string; count: number }[]> {
  const text = `SELECT ${day} AS period, place, count(*)::int AS count FROM member JOIN period AS p ON no = period GROUP BY p.no, place`;
  return (await client.query(text)).rows;
}

async function addFigure(client: pg.Client, name: MetricName, rows: Rows): Promise<void> {
  const text = `SELECT ${day} AS period, place, value, sample FROM (${plainFigures[name]()}) AS f JOIN period AS p ON p.no = f.period`;
  const found = await client.query<Place & Cell>(text);
  for (const { period, place, value, sample } of found.rows) {
    const row = rows.get(keyOf({ period, place }));
    if (row) row.cells[name] = { value, sample };
  }
}

/** Which place each row of an answer is about, whatever the spelling that it shows. */
export async function placesOf(
  client: pg.Client,
  by: readonly GroupName[],
  rows: readonly object[],
): Promise<string[]> {
  const columns = 'n int, country text, city text, postal_code text, building_type text, rooms int';
  const text = `SELECT ${placeOf(by)} AS place FROM jsonb_to_recordset($1) AS answered (${columns}) ORDER BY n`;
  const found = await client.query<{ place: string }>(text, [JSON.stringify(rows.map((row, n) => ({ n, ...row })))]);
  return found.rows.map(({ place }) => place);
}
