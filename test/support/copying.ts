import type { BulkTransaction } from '../../src/db/session.ts';
import type { TestDatabase } from './test-database.ts';

/** A transaction that takes rows by COPY. */
export async function copying(
  { db }: Pick<TestDatabase, 'db'>,
  work: (tx: BulkTransaction) => Promise<void>,
): Promise<void> {
  await db.session((session) => session.transaction(work));
}
