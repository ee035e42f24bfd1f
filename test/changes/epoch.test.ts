import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { trimChanges } from '../../src/changes/trim-changes.ts';
import { migrate } from '../../src/db/migrate.ts';
import { encodeCursor } from '../../src/wire/cursor.ts';
import { silently } from '../support/examined.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { nextOf } from '../support/next-page.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

async function cursors(): Promise<string[]> {
  await untilCaughtUp(api);
  return (await api.call('GET', '/changes?limit=1000')).body.map((one: { cursor: string }) => one.cursor);
}

test('a cursor of another epoch is answered 410, which says how to go on', async () => {
  await addListings(api, 2);
  const [cursor] = await cursors();
  const [name, , ...position] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString());
  const answer = await api.call('GET', `/changes?after=${encodeCursor(name, ['0123456789ab', ...position])}`);
  assertProblem(answer, 'gone');
  assert.match(answer.body.detail, /without after.*after=now/);
  assert.equal((await api.call('GET', `/changes?after=${cursor}`)).status, 200);
});

test('a cursor that the bound has not reached was given out by a later state of this history, and is answered 410', async () => {
  const writer = await api.connect();
  try {
    await writer.query('BEGIN');
    const [{ bound }] = (await writer.query('SELECT pg_current_xact_id()::text AS bound')).rows;
    const now = nextOf(api, await api.call('GET', '/changes?after=now')) ?? '';
    const [name, epoch] = JSON.parse(Buffer.from(now.split('after=')[1] ?? '', 'base64url').toString());
    for (const [key, seq] of [
      [bound, '0'],
      [bound, '1'],
      [bound, '123456789'],
      [String(BigInt(bound) + 1n), '0'],
      ['9'.repeat(18), '0'],
      ['9'.repeat(18), '5'],
    ]) {
      const answer = await api.call('GET', `/changes?after=${encodeCursor(name, [epoch, key, seq])}`);
      assertProblem(answer, 'gone');
      assert.match(answer.body.detail, /earlier state.*without after.*after=now/);
    }
    assert.equal((await api.call('GET', now)).status, 200);
  } finally {
    await writer.end();
  }
});

test('H7: the cursor of now is good as long as the same transactions run, and after that', async () => {
  const writer = await api.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('SELECT pg_current_xact_id()');
    const [before] = await addListings(api, 1);
    const now = nextOf(api, await api.call('GET', '/changes?after=now')) ?? '';
    const [id] = await addListings(api, 1);
    for (let n = 0; n < 2; n += 1) {
      const waiting = await api.call('GET', now);
      assert.deepEqual([waiting.status, waiting.body, nextOf(api, waiting)], [200, [], now]);
    }
    await writer.query('COMMIT');
    await untilCaughtUp(api);
    const { body } = await api.call('GET', now);
    assert.deepEqual(
      body.map((change: { listing_id: number }) => change.listing_id),
      [before, id],
    );
  } finally {
    await writer.end();
  }
});

test('the epoch is another one in a copy of the database, and where the table was restored', async () => {
  const copy = await startTestApi();
  try {
    const epochOf = async ({ sql }: TestApi) =>
      (await sql<{ epoch: string }>('SELECT listing_feed_epoch() AS epoch'))[0]?.epoch;
    const before = await epochOf(copy);
    assert.notEqual(before, await epochOf(api));
    await copy.sql('CREATE TABLE other (LIKE listing_change INCLUDING ALL)');
    await copy.sql('ALTER TABLE listing_change RENAME TO dropped');
    await copy.sql('ALTER TABLE other RENAME TO listing_change');
    assert.notEqual(await epochOf(copy), before);
  } finally {
    await copy.stop();
  }
});

test('keys of a restored dump that are of the future hold the feed up until migrate up has put them first', async () => {
  const restored = await startTestApi();
  try {
    const ids = await addListings(restored, 3);
    await restored.sql('UPDATE listing SET price = price + 1');
    await silently(restored, `UPDATE listing_change SET feed_key = '9000000000000'`);
    assertProblem(await restored.call('GET', '/changes'), 'unavailable');
    const said: string[] = [];
    await migrate({ url: restored.url, direction: 'up', log: (line) => said.push(line) });
    assert.match(said.join(), /Restored from a dump/);
    await restored.call('POST', '/listings', someListing());
    await restored.sql('UPDATE listing SET price = price + 1 WHERE id = $1', [ids[0]]);
    await untilCaughtUp(restored);
    const { body } = await restored.call('GET', '/changes');
    assert.deepEqual(
      body.map((change: { listing_id: number; version: number }) => [change.listing_id, change.version]),
      [...ids.map((id) => [id, 1]), ...ids.map((id) => [id, 2]), [4, 1], [1, 3]],
    );
    said.length = 0;
    await migrate({ url: restored.url, direction: 'up', log: (line) => said.push(line) });
    assert.deepEqual(said, []);
  } finally {
    await restored.stop();
  }
});

test('changes that are removed are the first ones; a cursor before the rest is answered 410', async () => {
  await addListings(api, 5);
  const before = await cursors();
  const [{ at = '' } = {}] = await api.sql<{ at: string }>(
    'SELECT recorded_at AS at FROM listing_change ORDER BY feed_key, feed_seq OFFSET 4 LIMIT 1',
  );
  const count = Number((await api.sql('SELECT FROM listing_change WHERE recorded_at < $1', [at])).length);
  assert.ok(count > 0 && count < before.length);
  assert.equal(await api.db.session((session) => trimChanges(session, at)), count);
  assert.deepEqual(await cursors(), before.slice(count));
  for (const [index, cursor] of before.entries()) {
    const answer = await api.call('GET', `/changes?after=${cursor}`);
    if (index < count - 1) assertProblem(answer, 'gone');
    else assert.equal(answer.body.length, before.length - index - 1);
  }
  assert.equal(await api.db.session((session) => trimChanges(session, at)), 0);
});

test('H7: a listing whose changes were all removed goes on with its next version', async () => {
  await untilCaughtUp(api);
  await api.db.session((session) => trimChanges(session, new Date(Date.now() + 1_000).toISOString()));
  assert.deepEqual(await cursors(), []);
  const start = nextOf(api, await api.call('GET', '/changes?after=now'));
  await api.sql('UPDATE listing SET price = price + 1 WHERE id = 1');
  await untilCaughtUp(api);
  const { body } = await api.call('GET', start ?? '');
  assert.deepEqual([body.length, body[0].listing_id, body[0].version], [1, 1, 2]);
});
