import type { Queryable } from '../db/queryable.ts';
import type { Transaction } from '../db/session.ts';
import { historyTriggers } from './server.sql.ts';

/**
 * Keeps other writers waiting, readers not, until the transaction ends. A wait of our own is given up before the server
 * looks for deadlocks (deadlock_timeout, 1 s), so that of a repair and a writer it is never the writer that fails.
 * @throws AppError `unavailable` after half a second; what was done in the transaction is lost.
 */
export async function lockHistory(tx: Transaction): Promise<void> {
  await tx.query({ text: 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE' });
  await tx.query({ text: "SET LOCAL lock_timeout = '500ms'" });
  const tables = 'public.listing, public.listing_price, public.listing_past, public.listing_change';
  await tx.query({ text: `LOCK TABLE ${tables} IN SHARE ROW EXCLUSIVE MODE` });
}

/** Takes the triggers of the history out of the transaction's way; nobody else sees it. */
export async function silenceTriggers(tx: Transaction): Promise<void> {
  await switchTriggers(tx, 'DISABLE');
}

export async function wakeTriggers(tx: Transaction): Promise<void> {
  await switchTriggers(tx, 'ENABLE');
}

async function switchTriggers(tx: Transaction, to: 'ENABLE' | 'DISABLE'): Promise<void> {
  for (const [table, names] of Object.entries(historyTriggers)) {
    const all = names.map((name) => `${to} TRIGGER ${name}`).join(', ');
    await tx.query({ text: `ALTER TABLE public.${table} ${all}` });
  }
}

/** Whether every trigger of the history exists, so that it can be enabled. */
export async function hasAllTriggers(db: Queryable): Promise<boolean> {
  const names = Object.values(historyTriggers).flat();
  const tables = Object.keys(historyTriggers).map((table) => `public.${table}`);
  const { rows } = await db.query<{ present: number }>({
    text: 'SELECT count(*) AS present FROM pg_trigger WHERE tgname = ANY ($1) AND tgrelid = ANY ($2::regclass[])',
    values: [names, tables],
  });
  return rows[0]?.present === names.length;
}

/** Says who records what the repair records; others see from when on it may record something (H10). */
export async function signRepair(tx: Transaction): Promise<void> {
  await tx.query({
    text: `SELECT set_config('app.actor', 'pricetrail doctor', true), set_config('app.reason', 'doctor --repair', true),
      listing_mark_write()`,
  });
}
