import type { Queryable } from '../../db/queryable.ts';
import type { Transaction } from '../../db/session.ts';
import type { ImportStatus, ImportWish } from './import-jobs.sql.ts';

/** A request that brings the body of an import. */
export type Upload = { id: number; upload: number };

export type Known = ImportWish & Upload & { status: ImportStatus; digest: string | null; stalled: boolean };

/** A new import, unless there is one under the key. */
export async function insertImport(
  db: Queryable,
  { key, actor, format, dry_run, strict }: ImportWish & { key: string | undefined; actor: string | undefined },
): Promise<Upload | undefined> {
  const { rows } = await db.query<Upload>({
    name: 'insert-import',
    text: `INSERT INTO import_job (key, format, dry_run, strict, actor) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (key) DO NOTHING RETURNING id, upload`,
    values: [key ?? null, format, dry_run, strict, actor ?? null],
  });
  return rows[0];
}

/** The import under a key; stalled: nothing of its body has come for so many seconds that nobody sends it any more. */
export async function selectByKey(db: Queryable, key: string, stalledSeconds: number): Promise<Known | undefined> {
  const { rows } = await db.query<Known>({
    name: 'select-import-by-key',
    text: `SELECT id, upload, format, dry_run, strict, status, digest,
        status = 'receiving' AND updated_date < now() - $2 * interval '1 second' AS stalled
      FROM import_job WHERE key = $1`,
    values: [key, stalledSeconds],
  });
  return rows[0];
}

/** Takes the body of an import anew, unless somebody else does so already. */
export async function reopen(tx: Transaction, { id, upload }: Upload): Promise<Upload | undefined> {
  const { rows } = await tx.query<Upload>({
    name: 'reopen-import',
    text: `UPDATE import_job SET status = 'receiving', upload = upload + 1, updated_date = now()
      WHERE id = $1 AND upload = $2 AND status IN ('receiving', 'failed') RETURNING id, upload`,
    values: [id, upload],
  });
  if (rows[0]) await tx.query({ text: 'DELETE FROM import_body WHERE import_id = $1', values: [id] });
  return rows[0];
}

/** Stores a piece of a body. @returns whether it is still this request that brings it */
export async function insertPiece(
  db: Queryable,
  { id, upload }: Upload,
  { number, bytes }: { number: number; bytes: Uint8Array },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'insert-import-piece',
    text: `WITH receiving AS (
        UPDATE import_job SET updated_date = now() WHERE id = $1 AND upload = $2 AND status = 'receiving' RETURNING id
      )
      INSERT INTO import_body (import_id, number, bytes) SELECT id, $3, $4 FROM receiving`,
    values: [id, upload, number, bytes],
  });
  return rowCount === 1;
}

/** Says that a body is still coming in. */
export async function touchUpload(db: Queryable, { id, upload }: Upload): Promise<void> {
  await db.query({
    name: 'touch-import-upload',
    text: `UPDATE import_job SET updated_date = now() WHERE id = $1 AND upload = $2 AND status = 'receiving'`,
    values: [id, upload],
  });
}

/** Says that the whole body is there. @returns whether it was this request that brought it */
export async function completeUpload(db: Queryable, { id, upload }: Upload, digest: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'complete-import-upload',
    text: `UPDATE import_job SET status = 'waiting', digest = $3, updated_date = now(), finished_date = NULL,
        failure_code = NULL, failure = NULL, deaths = 0, due_date = now(), lines = 0, refused = 0, superseded = 0, listings = NULL
      WHERE id = $1 AND upload = $2 AND status = 'receiving'`,
    values: [id, upload, digest],
  });
  return rowCount === 1;
}

/** Forgets a body that did not come in whole: an import that has failed before has done so still, another one never was. */
export async function abandonUpload(tx: Transaction, { id, upload }: Upload): Promise<void> {
  const mine = "id = $1 AND upload = $2 AND status = 'receiving'";
  const { rowCount } = await tx.query({
    text: `UPDATE import_job SET status = 'failed', updated_date = now() WHERE ${mine} AND finished_date IS NOT NULL`,
    values: [id, upload],
  });
  if (rowCount === 0) await tx.query({ text: `DELETE FROM import_job WHERE ${mine}`, values: [id, upload] });
  else await tx.query({ text: 'DELETE FROM import_body WHERE import_id = $1', values: [id] });
}

/** A piece of a stored body. */
export async function selectPiece(db: Queryable, id: number, number: number): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ bytes: Buffer }>({
    text: 'SELECT bytes FROM import_body WHERE import_id = $1 AND number = $2',
    values: [id, number],
  });
  return rows[0]?.bytes;
}
