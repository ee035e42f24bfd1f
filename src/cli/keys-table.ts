import type { ApiKeyRow } from '../access/api-keys.sql.ts';
import { notedEveryMs } from '../access/use-notes.ts';
import type { Instant } from '../db/values.ts';

const heads = ['id', 'role', 'created', 'last used', 'state', 'name'];

/** A line for each key, with a head. @param now in UTC milliseconds */
export function keysTable(keys: readonly ApiKeyRow[], now: number): string {
  const rows = [heads, ...keys.map((key) => cells(key, now))];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}

function cells(key: ApiKeyRow, now: number): string[] {
  return [key.id, key.role, minute(key.created_date), lastUse(key, now), stateOf(key, now), key.name];
}

/** Of a key that was made or ended since the last note there may have been, nobody says that it was never used. */
function lastUse({ created_date, revoked_date, expires_date, used_date }: ApiKeyRow, now: number): string {
  if (used_date !== null) return minute(used_date);
  const isLately = (at: Instant | null) => at !== null && Math.abs(now - Date.parse(at)) < notedEveryMs;
  return [created_date, revoked_date, expires_date].some(isLately) ? 'not noted yet' : 'never';
}

function stateOf({ revoked_date, expires_date }: ApiKeyRow, now: number): string {
  if (revoked_date !== null) return `revoked ${minute(revoked_date)}`;
  if (expires_date === null) return 'counts';
  return `${Date.parse(expires_date) <= now ? 'expired' : 'counts until'} ${minute(expires_date)}`;
}

function minute(instant: Instant): string {
  return `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
