import type { Queryable } from '../db/queryable.ts';
import type { Found } from './finding.ts';
import { find } from './range.sql.ts';

/** The triggers that write and guard the history, and forget what was deleted, by their table. */
export const historyTriggers: Readonly<Record<string, readonly string[]>> = {
  listing: [
    ...['zzz_listing_stamp_insert', 'zzz_listing_stamp_update', 'listing_record_insert', 'listing_keep_past'],
    ...['listing_record_update', 'listing_record_delete', 'webhook_forget'],
  ],
  listing_price: [
    ...['listing_price_mark', 'listing_price_follow', 'listing_price_refuse_update', 'listing_price_refuse_delete'],
  ],
  listing_past: ['listing_past_refuse'],
  listing_change: ['listing_change_refuse'],
};

const expected = Object.entries(historyTriggers)
  .flatMap(([table, names]) => names.map((name) => `('${table}', '${name}')`))
  .join(', ');

/** The triggers of the history are there and on, for every session; so are the foreign keys. */
export async function findIdleTriggers(db: Queryable): Promise<Found> {
  const text = `SELECT NULL::bigint AS listing_id, NULL::timestamptz AS at, CASE
        WHEN t.oid IS NULL THEN format('the trigger %s of %s is missing', e.name, e.of)
        ELSE format('the trigger %s of %s is disabled', e.name, e.of) END AS what,
      CASE WHEN t.oid IS NULL THEN 'create it as the migrations do, then run doctor --repair --replay'
        ELSE 'doctor --repair --replay: enables it, and records what was written meanwhile' END AS mend
    FROM (VALUES ${expected}) AS e (of, name)
      LEFT JOIN pg_trigger AS t ON t.tgrelid = to_regclass('public.' || e.of) AND t.tgname = e.name
    WHERE t.oid IS NULL OR t.tgenabled NOT IN ('O', 'A')
    UNION ALL
    SELECT NULL, NULL, format('the foreign key %s of %s is not enforced', c.conname, c.conrelid::regclass),
      format('as a superuser: ALTER TABLE %s ENABLE TRIGGER ALL, then run doctor --repair --replay', t.tgrelid::regclass)
    FROM pg_trigger AS t JOIN pg_constraint AS c ON c.oid = t.tgconstraint
    WHERE t.tgenabled NOT IN ('O', 'A') AND c.contype = 'f'
      AND c.conrelid IN ('public.listing_price'::regclass, 'public.listing_past'::regclass)
    UNION ALL
    SELECT NULL, NULL, 'sessions begin with session_replication_role = replica: no trigger fires',
      'take the setting out of the server, the database and the role'
    WHERE current_setting('session_replication_role') = 'replica'`;
  return await find(db, text);
}

/** Settings with which a server forgets what it has committed (H9). */
export async function unsafeSettings(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>({
    text: `SELECT name FROM unnest(ARRAY['fsync', 'full_page_writes', 'synchronous_commit']) AS name
      WHERE current_setting(name) = 'off'`,
  });
  return rows.map(({ name }) => name);
}

/** Whether the beginning of the feed has been removed. */
export async function isTrimmed(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ trimmed: boolean }>({
    text: "SELECT trimmed_key <> '0' OR trimmed_seq <> 0 AS trimmed FROM listing_feed",
  });
  return rows[0]?.trimmed ?? false;
}
