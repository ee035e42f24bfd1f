import type { Readable } from 'node:stream';
import type { Database } from '../../db/database.ts';
import { AppError } from '../../errors.ts';
import { inProgress, keyReused } from '../../idempotency/key.ts';
import type { ImportWish } from './import-jobs.sql.ts';
import { overtaken, type StoreOptions, storeBody } from './store-body.ts';
import {
  abandonUpload,
  completeUpload,
  insertImport,
  type Known,
  reopen,
  selectByKey,
  type Upload,
} from './uploads.sql.ts';

export type ReceivedImport = {
  wish: ImportWish;
  /** The Idempotency-Key; undefined: none. */
  key: string | undefined;
  /** Who sends it, and makes what it writes; undefined: the database user. */
  actor: string | undefined;
  body: Readable;
  /** Whether the client says that the body is a gzip; it is known by its bytes as well. */
  zipped: boolean;
  /** Why who sends it may not by now: bodies take their time, and a key may be revoked meanwhile. */
  refusalNow: () => Promise<AppError | undefined>;
};

type Storage = Pick<Database, 'writes' | 'transaction'>;

/** So long after it was said to be coming in a body counts as given up: its process has died. */
const stalledSeconds = 60;

/**
 * Takes the body of an import; a worker does the rest. Under a key it is the import of before: one that failed goes on after
 * what it has written, of any other the body is only compared.
 * @returns its id
 * @throws AppError `malformed`, `timed_out`, `key_reused`, `in_progress`, `unauthenticated`
 */
export async function receiveImport(db: Storage, received: ReceivedImport): Promise<number> {
  const { key, actor, wish } = received;
  const fresh = await insertImport(db.writes, { key, actor, ...wish });
  if (fresh) return await takeBody(db, fresh, received);
  const known = await selectByKey(db.writes, key ?? '', stalledSeconds);
  if (!known) throw inProgress(); // it was forgotten this very moment
  if (!isSame(known, wish)) throw keyReused();
  if (known.status === 'failed' || known.stalled) return await takeAgain(db, known, received);
  if (known.status === 'receiving') throw inProgress();
  if ((await readWhole(received)) !== known.digest) throw keyReused();
  return known.id;
}

function isSame(one: ImportWish, other: ImportWish): boolean {
  return one.format === other.format && one.dry_run === other.dry_run && one.strict === other.strict;
}

async function takeAgain(db: Storage, known: Known, received: ReceivedImport): Promise<number> {
  const upload = await db.transaction((tx) => reopen(tx, known));
  if (!upload) throw inProgress();
  return await takeBody(db, upload, { ...received, digest: known.digest });
}

type Taken = ReceivedImport & { digest?: string | null };

async function takeBody(db: Storage, upload: Upload, received: Taken): Promise<number> {
  const { digest: before } = received;
  try {
    const digest = await readWhole(received, { db: db.writes, upload });
    if (typeof before === 'string' && before !== digest) throw keyReused();
    if (!(await completeUpload(db.writes, upload, digest))) throw overtaken();
    return upload.id;
  } catch (error) {
    await db.transaction((tx) => abandonUpload(tx, upload)).catch(() => {}); // it counts as given up in time
    throw error;
  }
}

/** @returns the digest of the body */
async function readWhole({ body, zipped, refusalNow }: ReceivedImport, into?: StoreOptions['into']): Promise<string> {
  const digest = await storeBody(body, { zipped, ...(into && { into }) });
  const refusal = await refusalNow();
  if (!refusal) return digest;
  throw new AppError(
    refusal.code,
    `${refusal.message} That changed while the body came in: nothing of it is imported.`,
  );
}
