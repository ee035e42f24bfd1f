import type { Queryable } from '../../db/queryable.ts';
import type { Transaction } from '../../db/session.ts';
import type { Instant } from '../../db/values.ts';
import type { ErrorCode } from '../../errors.ts';
import type { InputFormat } from '../entry.ts';
import type { NotedBatch } from '../import-report.ts';

export type ImportStatus = 'receiving' | 'waiting' | 'reading' | 'writing' | 'done' | 'failed';

/** What is asked of an import. */
export type ImportWish = { format: InputFormat; dry_run: boolean; strict: boolean };

export type ImportRow = ImportWish & {
  id: number;
  status: ImportStatus;
  created_date: Instant;
  finished_date: Instant | null;
  lines: number;
  refused: number;
  superseded: number;
  listings: number | null;
  created: number;
  updated: number;
  unchanged: number;
  prices_added: number;
  failure_code: ErrorCode | null;
  failure: string | null;
};

/** An import, with what all its sessions have written. */
export async function selectImport(db: Queryable, id: number): Promise<ImportRow | undefined> {
  const { rows } = await db.query<ImportRow>({
    name: 'select-import',
    text: `SELECT id, format, dry_run, strict, status, created_date, finished_date, lines, refused, superseded, listings,
        failure_code, failure, coalesce(p.created, 0) AS created, coalesce(p.updated, 0) AS updated,
        coalesce(p.unchanged, 0) AS unchanged, coalesce(p.prices_added, 0) AS prices_added
      FROM import_job CROSS JOIN LATERAL (
        SELECT sum(created)::bigint AS created, sum(updated)::bigint AS updated, sum(unchanged)::bigint AS unchanged,
          sum(prices_added)::bigint AS prices_added
        FROM import_part WHERE import_id = id
      ) AS p
      WHERE id = $1`,
    values: [id],
  });
  return rows[0];
}

export type RefusedRow = { line: number; nth: number; pointer: string; reason: string };

/** Why lines were refused, in their order. */
export async function selectErrors(db: Queryable, id: number): Promise<Omit<RefusedRow, 'nth'>[]> {
  const { rows } = await db.query<Omit<RefusedRow, 'nth'>>({
    name: 'select-import-errors',
    text: 'SELECT line, pointer, reason FROM import_error WHERE import_id = $1 ORDER BY line, nth',
    values: [id],
  });
  return rows;
}

/** The next import that nobody works on: who does holds its lock. */
export async function selectUnclaimed(db: Queryable): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>({
    name: 'select-unclaimed-import',
    text: `SELECT id FROM import_job AS j
      WHERE status IN ('waiting', 'reading', 'writing') AND NOT EXISTS (
        SELECT FROM pg_locks AS l
        WHERE l.locktype = 'advisory' AND l.classid = ${lockClass} AND l.objid = j.id AND l.objsubid = 2 AND l.granted
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ) ORDER BY id LIMIT 1`,
  });
  return rows[0]?.id;
}

/** Locks of imports among all advisory locks. */
const lockClass = 20_616;

/** Whether nobody else works on it; if so, nobody can before the session ends. */
export async function claimImport(session: Queryable, id: number): Promise<boolean> {
  const { rows } = await session.query<{ claimed: boolean }>({
    text: `SELECT pg_try_advisory_lock(${lockClass}, $1) AS claimed`,
    values: [id],
  });
  return rows[0]?.claimed ?? false;
}

export type TakenUp = ImportWish & { attempts: number };

/** Begins or goes on with an import that is not finished. */
export async function takeUp(db: Queryable, id: number): Promise<TakenUp | undefined> {
  const { rows } = await db.query<TakenUp>({
    text: `UPDATE import_job SET status = 'reading', attempts = attempts + 1, updated_date = now()
      WHERE id = $1 AND status IN ('waiting', 'reading', 'writing') RETURNING format, dry_run, strict, attempts`,
    values: [id],
  });
  return rows[0];
}

/** Where each session goes on, as many as there were at the first time. A dry run has left nothing: it begins anew. */
export async function openParts(
  db: Queryable,
  { id, count, anew }: { id: number; count: number; anew: boolean },
): Promise<string[]> {
  if (anew) await db.query({ text: 'DELETE FROM import_part WHERE import_id = $1', values: [id] });
  await db.query({
    text: `INSERT INTO import_part (import_id, part) SELECT $1, part FROM generate_series(0, $2 - 1) AS part
      WHERE NOT EXISTS (SELECT FROM import_part WHERE import_id = $1)`,
    values: [id, count],
  });
  const { rows } = await db.query<{ after: string }>({
    text: 'SELECT after FROM import_part WHERE import_id = $1 ORDER BY part',
    values: [id],
  });
  return rows.map(({ after }) => after);
}

/** Notes what a session wrote. */
export async function notePart(
  db: Queryable,
  id: number,
  { session, last, references, created, updated, pricesAdded }: NotedBatch,
): Promise<void> {
  await db.query({
    text: `UPDATE import_part SET after = $3, created = created + $4, updated = updated + $5,
        unchanged = unchanged + $6, prices_added = prices_added + $7
      WHERE import_id = $1 AND part = $2`,
    values: [id, session, last, created, updated, references - created - updated, pricesAdded],
  });
}

export type ImportState = {
  status: 'reading' | 'writing';
  lines: number;
  refused: number;
  listings: number | null;
};

/** Notes how far an import is, and why lines were refused; what is noted already stays. */
export async function noteState(
  db: Queryable,
  id: number,
  { state, errors }: { state: ImportState; errors: readonly RefusedRow[] },
): Promise<void> {
  await db.query({
    text: `WITH noted AS (
        INSERT INTO import_error (import_id, line, nth, pointer, reason)
        SELECT $1, line, nth, pointer, reason
        FROM unnest($6::bigint[], $7::integer[], $8::text[], $9::text[]) AS e (line, nth, pointer, reason)
        ON CONFLICT DO NOTHING
      )
      UPDATE import_job SET status = $2, lines = $3, refused = $4, listings = $5, updated_date = now()
      WHERE id = $1 AND status IN ('reading', 'writing')`,
    values: [
      ...[id, state.status, state.lines, state.refused, state.listings],
      errors.map(({ line }) => line),
      errors.map(({ nth }) => nth),
      errors.map(({ pointer }) => pointer),
      errors.map(({ reason }) => reason),
    ],
  });
}

export type ImportEnd = { superseded: number; failure?: { code: ErrorCode; message: string } | undefined };

/** Ends an import: what came in is not needed any more. */
export async function endImport(tx: Transaction, id: number, { superseded, failure }: ImportEnd): Promise<void> {
  await tx.query({
    text: `UPDATE import_job SET status = $2, superseded = $3, failure_code = $4, failure = $5, finished_date = now(), updated_date = now()
      WHERE id = $1`,
    values: [id, failure ? 'failed' : 'done', superseded, failure?.code ?? null, failure?.message ?? null],
  });
  await tx.query({ text: 'DELETE FROM import_body WHERE import_id = $1', values: [id] });
}

/** Removes imports that ended so many days ago, and those whose body has not been coming in for an hour. @returns how many. */
export async function deleteOldImports(db: Queryable, days: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `DELETE FROM import_job WHERE finished_date < now() - $1 * interval '1 day'
      OR status = 'receiving' AND updated_date < now() - interval '1 hour'`,
    values: [days],
  });
  return rowCount;
}
