import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiKeyRow } from '../../src/access/api-keys.sql.ts';
import { keysTable } from '../../src/cli/keys-table.ts';

const now = Date.parse('2026-11-30T12:00:00.000Z');
const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString();

function key(name: string, given: Partial<ApiKeyRow>): ApiKeyRow {
  const ends = { expires_date: null, revoked_date: null, used_date: null };
  return { id: '08a93304fae2', name, role: 'reader', created_date: ago(3_600), ...ends, ...given };
}

test('of a key whose uses may not be noted yet nobody says that it was never used', () => {
  const table = keysTable(
    [
      key('fresh', { created_date: ago(5) }),
      key('made long ago, maybe used just now', { created_date: ago(3_600) }),
      key('revoked', { revoked_date: ago(60) }),
      key('expired', { expires_date: ago(60) }),
      key('used', { created_date: ago(5), used_date: ago(5) }),
    ],
    now,
  );
  const cells = table.split('\n').map((line) => line.split(/ {2,}/));
  assert.deepEqual(cells.slice(0, 1), [['id', 'role', 'created', 'last used', 'state', 'name']]);
  assert.deepEqual(
    cells.slice(1, -1).map((line) => [line[5], line[3]]),
    [
      ['fresh', 'never noted'],
      ['made long ago, maybe used just now', 'never noted'],
      ['revoked', 'never noted'],
      ['expired', 'never noted'],
      ['used', '2026-11-30 11:59Z'],
    ],
  );
});

test('a key that has an end counts until then, and expires at it', () => {
  const table = keysTable([key('to come', { expires_date: ago(-1) }), key('over', { expires_date: ago(0) })], now);
  assert.match(table, /counts until 2026-11-30 12:00Z +to come\n.*expired 2026-11-30 12:00Z +over\n$/);
});
