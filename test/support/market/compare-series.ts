import assert from 'node:assert/strict';
import { assertFigure } from './assert-figure.ts';
import type { GroupName, MarketQuestion, MetricName } from './market-question.ts';
import type { PlainRow } from './plain-series.ts';

export type AnsweredRow = Record<string, unknown> & { period: string; count: number; hidden?: string[] };
/** The rows of an answer, and the place that each is about. */
type Answer = { rows: readonly AnsweredRow[]; places: readonly string[] };

/**
 * Fails where an answer is not what the plain definitions have: rows, counts, what is hidden; euros to the cent, everything
 * else to a billionth.
 */
export function assertSame({ rows, places }: Answer, plain: readonly PlainRow[], question: MarketQuestion): void {
  const { metric, by = [], min_count: minCount = 5 } = question;
  const left = new Map(plain.map((row) => [`${row.period} ${row.place}`, row]));
  for (const [at, row] of rows.entries()) {
    const key = `${row.period} ${places[at]}`;
    const expected = left.get(key);
    assert.ok(expected && left.delete(key), `there is no such row, or twice: ${JSON.stringify(row)}`);
    assertRow(row, expected, { metric, by, minCount });
  }
  assert.deepEqual([...left.keys()], [], 'rows that are missing');
  const periods = rows.map(({ period }) => period);
  assert.deepEqual(periods, periods.toSorted(), 'by period');
}

type Asked = { metric: readonly MetricName[]; by: readonly GroupName[]; minCount: number };

function groupMembers(by: readonly GroupName[]): string[] {
  const hasCountry = by.some((name) => name === 'city' || name === 'postal_code');
  return [...new Set([...(hasCountry ? ['country'] : []), ...by])];
}

function assertRow(row: AnsweredRow, { count, cells }: PlainRow, { metric, by, minCount }: Asked): void {
  const where = JSON.stringify(row);
  assert.equal(row.count, count, where);
  const hidden = metric.filter((name) => (cells[name]?.sample ?? 0) < minCount);
  assert.deepEqual(row.hidden ?? [], hidden, where);
  const told = metric.filter((name) => !hidden.includes(name));
  const members = ['period', ...groupMembers(by), 'count', ...told, ...(hidden.length > 0 ? ['hidden'] : [])];
  assert.deepEqual(Object.keys(row).toSorted(), members.toSorted(), where);
  for (const name of told) assertFigure(name, row[name], cells[name]?.value);
}
