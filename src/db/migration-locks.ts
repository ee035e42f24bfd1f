import { setTimeout as sleep } from 'node:timers/promises';
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate';
import type pg from 'pg';
import { AppError } from '../errors.ts';

const lookMs = 100;
/** One that starts beside others is soon done, where there is nothing to do. */
const tellAfterMs = 1_000;
/** Between two tries, for those who waited behind the one before. */
const pauseMs = 1_000;

/**
 * Waits until no other instance migrates. It asks again and again: a statement that waits for a lock has a snapshot, and
 * an index that the other one makes concurrently would wait for that.
 * @param options `log` is told whom it waits for, once that takes a while
 * @throws the reason of the signal
 */
export async function waitForOtherMigrations(client: pg.Client, { signal, log }: Waiting): Promise<void> {
  const from = performance.now();
  let isTold = false;
  const text = 'SELECT pg_try_advisory_lock($1) AS mine'; // until the connection ends
  while (!(await client.query<{ mine: boolean }>(text, [PG_MIGRATE_LOCK_ID])).rows[0]?.mine) {
    signal?.throwIfAborted();
    if (!isTold && performance.now() - from > tellAfterMs) isTold = await tellWhoMigrates(client, log);
    await sleep(lookMs);
  }
}

type Waiting = { signal: AbortSignal | undefined; log: (line: string) => void };

/** @returns false where nobody does any more */
async function tellWhoMigrates(client: pg.Client, log: Waiting['log']): Promise<boolean> {
  const { rows } = await client.query<Holder>(migrating, [PG_MIGRATE_LOCK_ID]);
  for (const holder of rows) log(`Waiting for ${described(holder)}, which migrates this database.`);
  return rows.length > 0;
}

export type Patience = {
  /** How long it is tried. */
  patienceMs: number;
  /** Ends the wait, and nothing that is being done. */
  signal?: AbortSignal | undefined;
};

/**
 * Does the work again where it did not get a lock in time.
 * @throws AppError `conflict` after `patienceMs`, with who has what it waited for; the reason of the signal
 */
export async function untilLocked<T>(
  client: pg.Client,
  { patienceMs, signal }: Patience,
  work: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      if ((cause as { code?: string }).code !== '55P03') throw cause;
      await client.query('ROLLBACK');
      signal?.throwIfAborted();
      if (performance.now() + pauseMs > end) throw await gaveUp(client, patienceMs, cause);
      await sleep(pauseMs);
    }
  }
}

async function gaveUp(client: pg.Client, patienceMs: number, cause: unknown): Promise<AppError> {
  const { rows } = await client.query<Holder>(holders);
  const who = rows.map(described).join(', ');
  const message = `The migration did not get its locks within ${Math.round(patienceMs / 1_000)} s, and what it had begun was taken back. Open transactions: ${who || 'none any more'}. Wait for them, or end them with SELECT pg_terminate_backend(…); then run migrate up again.`;
  return new AppError('conflict', message, { cause });
}

type Holder = { pid: number; name: string; seconds: number };

function described({ pid, name, seconds }: Holder): string {
  return `process ${pid} (${name}, for ${seconds} s)`;
}

const holderSince = (column: string) =>
  `SELECT a.pid, coalesce(nullif(a.application_name, ''), a.usename, 'another role') AS name,
    floor(extract(epoch FROM clock_timestamp() - coalesce(a.${column}, clock_timestamp())))::integer AS seconds`;

/** Who has the lock of migrations, which is of one bigint: its halves are what PostgreSQL shows. */
const migrating = `${holderSince('backend_start')} FROM pg_stat_activity AS a JOIN pg_locks AS l ON l.pid = a.pid
  WHERE l.granted AND l.locktype = 'advisory' AND l.objsubid = 1
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint`;

/** Who has locked a table of this database in a transaction, the one that has been open longest first. */
const holders = `${holderSince('xact_start')}
  FROM pg_stat_activity AS a
  WHERE a.pid <> pg_backend_pid() AND EXISTS (SELECT FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
    WHERE l.pid = a.pid AND l.granted AND l.locktype = 'relation' AND d.datname = current_database()
      AND l.relation >= 16384)
  ORDER BY a.xact_start LIMIT 3`;
