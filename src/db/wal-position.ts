import type pg from 'pg';
import { AppError } from '../errors.ts';
import { ask } from './ask.ts';
import { isPooled } from './greet.ts';
import type { Queryable, Rows } from './queryable.ts';

/** A place in the write-ahead log, in bytes from its beginning: exact up to 2^53, which is 9 PB of changes. */
export type WalPosition = number;

/** No replica ever gets so far: what must be read after it is read from the primary. */
const beyondAll: WalPosition = Number.MAX_SAFE_INTEGER;

const inBytes = (place: string) => `(${place} - '0/0'::pg_lsn)`;

/** How far the server is: what it has on disk, or as a standby has replayed; and which cluster it is of. */
export type Standing = { system: string; standby: boolean; position: WalPosition | null };

export const standing = {
  name: 'select-wal-standing',
  text: `SELECT system_identifier::text AS system, pg_is_in_recovery() AS standby,
      CASE WHEN pg_is_in_recovery() THEN ${inBytes('pg_last_wal_replay_lsn()')}
      ELSE ${inBytes('pg_current_wal_flush_lsn()')} END AS position FROM pg_control_system()`,
};

export async function selectStanding(db: Queryable): Promise<Standing | undefined> {
  return (await db.query<Standing>(standing)).rows[0];
}

/**
 * Whether the server of the connection is a standby that has replayed the log up to there, for what is sent after this. Who
 * is none may have been promoted by mistake; behind a pooler the next statement may have another server.
 */
export async function hasReplayed(client: pg.ClientBase, position: WalPosition): Promise<boolean> {
  if (isPooled(client)) return false;
  const { rows } = await ask<{ ok: boolean | null }>(client, {
    name: 'select-has-replayed',
    text: `SELECT pg_is_in_recovery() AND ${inBytes('pg_last_wal_replay_lsn()')} >= $1::numeric AS ok`,
    values: [position],
  });
  return rows[0]?.ok === true;
}

/** How far the log was after a write, once that is known. */
export type NotedPosition = { position: WalPosition | undefined };

/**
 * Asks how far the log is after a write that is to be noted, on its connection: within the transaction it would be before the
 * commit. Also after one that is refused for what is stored: who reads next has to find it.
 */
export async function noteAfter<T>(client: pg.ClientBase, notes: NotedPosition[], write: Promise<T>): Promise<T> {
  const note = async () => {
    const position = notes.length > 0 ? await positionOf(client) : undefined;
    for (const noted of notes) noted.position = position;
  };
  try {
    const result = await write;
    await note();
    return result;
  } catch (error) {
    if (isRefusal(error)) await note();
    throw error;
  }
}

/** Whether it was refused for what is stored. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && ['not_found', 'conflict', 'stale'].includes(error.code);
}

const selectNow = {
  name: 'select-wal-position',
  text: `SELECT ${inBytes('pg_current_wal_insert_lsn()')} AS position`,
};

/** A write that is made stays so, whatever becomes of the connection after it. */
async function positionOf(client: pg.ClientBase): Promise<WalPosition> {
  return await positionIn(ask<{ position: WalPosition }>(client, selectNow));
}

/** How far the log of the primary is: all that was read there before is in it. What cannot be known is beyond all. */
export async function selectPosition(primary: Queryable): Promise<WalPosition> {
  return await positionIn(primary.query(selectNow));
}

async function positionIn(asked: Promise<Pick<Rows<{ position: WalPosition }>, 'rows'>>): Promise<WalPosition> {
  return await asked.then(
    ({ rows }) => rows[0]?.position ?? beyondAll,
    () => beyondAll,
  );
}
