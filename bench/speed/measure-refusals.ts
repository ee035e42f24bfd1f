import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { load } from '../load/load.ts';
import type { Measure } from '../measure.ts';
import type { Server } from '../measured-process.ts';
import type { Book } from './book.ts';

const rounds = 3;
/** More than are let in to wait in any case: 32 statements of twelve listings each. */
const waiting = 1_000;

/** How soon requests are refused while the database answers nothing: all those that are not let in to wait for it. */
export async function measureRefusals({ base }: Server, { url, listings }: Book): Promise<Measure[]> {
  const locker = new pg.Client({ connectionString: url });
  await locker.connect();
  const values: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      await locker.query('BEGIN; LOCK TABLE listing IN ACCESS EXCLUSIVE MODE');
      const all = { base, listings, request: {} };
      // They come in within a second or two, and wait: who comes later is refused. Of these who is comes again after a second.
      const held = load({ ...all, connections: waiting, seconds: 8, errors: 'some', pauseMs: 1_000 });
      await sleep(3_000);
      // Before the first of those who wait have waited for too long (5 s): these would take their places, and wait.
      const refused = await load({ ...all, connections: 32, seconds: 1, errors: 'all' });
      await held;
      await locker.query('ROLLBACK');
      // Those who still wait are answered before the table is locked again: else their connections are given up in the next round.
      await load({ ...all, connections: 32, seconds: 1, errors: 'some' });
      process.stderr.write(`refused ${refused.rate.toFixed(0)}/s: p99 ${refused.p99Ms.toFixed(1)} ms\n`);
      values.push(refused.p99Ms);
    }
  } finally {
    await locker.end();
  }
  return [{ name: 'refused while the database hangs, p99', unit: 'ms', values, target: 'under 50 ms' }];
}
