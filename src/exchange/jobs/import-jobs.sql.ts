import type { Queryable } from '../../db/queryable.ts';
import type { Transaction } from '../../db/session.ts';
import type { Instant } from '../../db/values.ts';
import type { ErrorCode } from '../../errors.ts';
import type { InputFormat } from '../entry.ts';
import type { NotedBatch } from '../import-report.ts';

export const importStatuses = ['receiving', 'waiting', 'reading', 'writing', 'done', 'failed'] as const;
export type ImportStatus = (typeof importStatuses)[number];

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

/** Why lines were refused, in their order, so many at most. */
export async function selectErrors(db: Queryable, id: number, limit: number): Promise<Omit<RefusedRow, 'nth'>[]> {
  const { rows } = await db.query<Omit<RefusedRow, 'nth'>>({
    name: 'select-import-errors',
    text: 'SELECT line, pointer, reason FROM import_error WHERE import_id = $1 ORDER BY line, nth LIMIT $2',
    values: [id, limit],
  });
  return rows;
}

export type UnfinishedImports = { waiting: number; working: number };

/** How many wait, and how many are read or written. */
export async function countUnfinished(db: Queryable): Promise<UnfinishedImports> {
  const { rows } = await db.query<UnfinishedImports>({
    name: 'count-unfinished-imports',
    text: `SELECT count(*) FILTER (WHERE status = 'waiting')::integer AS waiting,
        count(*) FILTER (WHERE status <> 'waiting')::integer AS working
      FROM import_job WHERE status IN ('waiting', 'reading', 'writing')`,
  });
  return rows[0] ?? { waiting: 0, working: 0 };
}

/** The next import that is due and that nobody works on: who does holds its lock. */
export async function selectUnclaimed(db: Queryable): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>({
    name: 'select-unclaimed-import',
    text: `SELECT id FROM import_job AS j
      WHERE status IN ('waiting', 'reading', 'writing') AND due_date <= now() AND NOT EXISTS (
        SELECT FROM pg_locks AS l
        WHERE l.locktype = 'advisory' AND l.classid = ${lockClass} AND l.objid = j.id AND l.objsubid = 2 AND l.granted
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ) ORDER BY due_date, id LIMIT 1`,
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

/** An import, as one attempt at it knows it. */
export type Attempt = { id: number; attempt: number };

export type TakenUp = ImportWish & Attempt & { deaths: number; created_date: Instant; actor: string | null };

/** Begins or goes on with an import that is not finished. Its death is noted in advance: nobody could do it later. */
export async function takeUp(db: Queryable, id: number): Promise<TakenUp | undefined> {
  const { rows } = await db.query<TakenUp>({
    text: `UPDATE import_job SET status = 'reading', attempt = attempt + 1, deaths = deaths + 1, updated_date = now()
      WHERE id = $1 AND status IN ('waiting', 'reading', 'writing')
      RETURNING id, attempt, deaths, format, dry_run, strict, created_date, actor`,
    values: [id],
  });
  return rows[0];
}

/**
 * Notes that an attempt has ended, for another one to go on after some seconds.
 * @returns false where another one has begun, or somebody has ended the import
 */
export async function layDown(db: Queryable, { id, attempt }: Attempt, seconds: number): Promise<boolean> {
  const { rowCount } = await db.query({
    text: `UPDATE import_job SET deaths = 0, due_date = now() + $3 * interval '1 second' WHERE id = $1 AND attempt = $2`,
    values: [id, attempt, seconds],
  });
  return rowCount === 1;
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

/**
 * Notes what a session wrote after a reference.
 * @returns false where another attempt goes on with the import, or has written that already
 */
export async function notePart(
  db: Queryable,
  { id, attempt }: Attempt,
  { session, after, last, references, created, updated, pricesAdded }: NotedBatch,
): Promise<boolean> {
  const { rowCount } = await db.query({
    text: `UPDATE import_part SET after = $4, created = created + $5, updated = updated + $6,
        unchanged = unchanged + $7, prices_added = prices_added + $8
      WHERE import_id = $1 AND part = $2 AND after = $3
        AND EXISTS (SELECT FROM import_job WHERE id = $1 AND attempt = $9)`,
    values: [id, session, after, last, created, updated, references - created - updated, pricesAdded, attempt],
  });
  return rowCount === 1;
}

export type ImportState = {
  status: 'reading' | 'writing';
  lines: number;
  refused: number;
  listings: number | null;
};

/** Notes how far an attempt is, and why lines were refused; what is noted already stays. */
export async function noteState(
  db: Queryable,
  { id, attempt }: Attempt,
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
      WHERE id = $1 AND attempt = $10 AND status IN ('reading', 'writing')`,
    values: [
      ...[id, state.status, state.lines, state.refused, state.listings],
      errors.map(({ line }) => line),
      errors.map(({ nth }) => nth),
      errors.map(({ pointer }) => pointer),
      errors.map(({ reason }) => reason),
      attempt,
    ],
  });
}

export type ImportEnd = { superseded: number; failure?: { code: ErrorCode; message: string } | undefined };

/** Ends an import, unless another attempt goes on with it: what came in is not needed any more. */
export async function endImport(
  tx: Transaction,
  { id, attempt }: Attempt,
  { superseded, failure }: ImportEnd,
): Promise<void> {
  const { rowCount } = await tx.query({
    text: `UPDATE import_job SET status = $3, superseded = $4, failure_code = $5, failure = $6, finished_date = now(), updated_date = now()
      WHERE id = $1 AND attempt = $2 AND status IN ('reading', 'writing')`,
    values: [id, attempt, failure ? 'failed' : 'done', superseded, failure?.code ?? null, failure?.message ?? null],
  });
  if (rowCount === 1) await tx.query({ text: 'DELETE FROM import_body WHERE import_id = $1', values: [id] });
}

/**
 * Removes imports that ended so many days ago, and those whose body has not been coming in for an hour, some at a time.
 * @returns how many.
 */
export async function deleteOldImports(db: Queryable, days: number, limit: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `DELETE FROM import_job WHERE id IN (
        SELECT id FROM import_job
        WHERE status IN ('done', 'failed') AND finished_date < now() - $1 * interval '1 day'
          OR status = 'receiving' AND updated_date < now() - interval '1 hour'
        ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    values: [days, limit],
  });
  return rowCount;
}
