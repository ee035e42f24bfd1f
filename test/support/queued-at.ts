import type { TestDatabase } from './test-database.ts';
import { until } from './until.ts';

const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Lets one after the other begin while a row is locked, so that each takes what it can and waits, and then all go on. */
export async function queuedAt(
  { connect, sql }: Pick<TestDatabase, 'connect' | 'sql'>,
  row: string,
  works: (() => Promise<unknown>)[],
): Promise<unknown[]> {
  const locker = await connect();
  const begun: Promise<unknown>[] = [];
  try {
    await locker.query(`BEGIN; SELECT FROM ${row} FOR UPDATE`);
    for (const work of works) {
      begun.push(work());
      await until(`${begun.length} wait`, async () => (await sql(waiting)).length >= begun.length);
    }
  } finally {
    await locker.end();
  }
  return await Promise.all(begun);
}
