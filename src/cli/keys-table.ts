import type { ApiKeyRow } from '../access/api-keys.sql.ts';
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
  return [key.id, key.role, minute(key.created_date), lastUse(key), stateOf(key, now), key.name];
}

/** Uses are noted now and then only, so one without a note may have been used a moment ago. */
function lastUse({ used_date }: ApiKeyRow): string {
  return used_date === null ? 'never noted' : minute(used_date);
}

function stateOf({ revoked_date, expires_date }: ApiKeyRow, now: number): string {
  if (revoked_date !== null) return `revoked ${minute(revoked_date)}`;
  if (expires_date === null) return 'counts';
  return `${Date.parse(expires_date) <= now ? 'expired' : 'counts until'} ${minute(expires_date)}`;
}

function minute(instant: Instant): string {
  return `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
