import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hashOf, makeApiKey, parseApiKey } from '../../src/access/api-key.ts';
import { noteUses } from '../../src/access/api-keys.sql.ts';
import { KeyRing } from '../../src/access/key-ring.ts';
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '../../src/access/manage-keys.ts';
import { queuedAt } from '../support/queued-at.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let ring: KeyRing;
before(async () => {
  database = await createTestDatabase();
  ring = new KeyRing({ reads: database.db.reads, writes: database.db.writes, rememberedMs: 0 });
});
after(async () => await database.drop());

const create = async (name: string, expires?: string) =>
  await createApiKey(database.db, { name, role: 'writer', expires });
const listed = async (id: string) =>
  (await listApiKeys(database.db)).find((key) => key.id === id) ?? assert.fail(`no key ${id}`);
const lifetimeOf = async (id: string) => {
  const { created_date, expires_date } = await listed(id);
  return Date.parse(expires_date ?? assert.fail('it has no end')) - Date.parse(created_date);
};
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

test('a key is made of chance, and read back', () => {
  const [one, other] = [makeApiKey(), makeApiKey()];
  assert.notEqual(one.id, other.id);
  assert.notEqual(one.secret, other.secret);
  assert.deepEqual(parseApiKey(`pt_${one.id}_${one.secret}`), one);
  for (const text of ['', 'pt_', `pt_${one.id}`, `pt_${one.id}_${one.secret}x`, `xx_${one.id}_${one.secret}`])
    assert.equal(parseApiKey(text), undefined, text);
});

test('a key lets in as what it was made for, and the database has nothing that would', async () => {
  const { id, text } = await create('an importer');
  assert.deepEqual(await ring.callerOf(text), { role: 'writer', actor: 'key:an importer' });
  const secret = text.slice(`pt_${id}_`.length);
  assert.equal(await ring.callerOf(`${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`), undefined);
  const stored = JSON.stringify(await database.sql('SELECT * FROM api_key WHERE id = $1', [id]));
  assert.ok(!stored.includes(secret));
  assert.ok(!stored.includes(hashOf(secret).toString('base64')));
});

test('of one name there is one key, unless it was revoked', async () => {
  const first = await create('twice');
  await assert.rejects(create('twice'), { code: 'conflict' });
  await revokeApiKey(database.db, first.id);
  assert.equal(await ring.callerOf(first.text), undefined);
  const second = await create('twice');
  assert.deepEqual(await ring.callerOf(second.text), { role: 'writer', actor: 'key:twice' });
});

test('of those who make a key of one name at the same time one does', async () => {
  const made = await Promise.allSettled(Array.from({ length: 6 }, () => create('at once')));
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('a key that is rotated counts as long as was said, the next one from now on', async () => {
  const { text } = await create('rotated');
  const next = await rotateApiKey(database.db, { idOrName: 'rotated', keptSeconds: 60, expires: undefined });
  assert.deepEqual([next.name, next.role], ['rotated', 'writer']);
  for (const each of [text, next.text]) assert.notEqual(await ring.callerOf(each), undefined);
  const last = await rotateApiKey(database.db, { idOrName: 'rotated', keptSeconds: 0, expires: undefined });
  for (const each of [text, next.text]) assert.equal(await ring.callerOf(each), undefined);
  assert.notEqual(await ring.callerOf(last.text), undefined);
});

test('rotation makes no key count for longer than it would have', async () => {
  const until = inMs(60_000);
  const { id } = await create('short', until);
  const { kept } = await rotateApiKey(database.db, { idOrName: id, keptSeconds: 3_600, expires: undefined });
  assert.deepEqual(kept, [{ id, expires_date: until }]);
  assert.equal((await listed(id)).expires_date, until);
});

test('the next key counts for as long as the last of its name was made to, though that ends sooner by now', async () => {
  const first = await create('yearly', inMs(365 * 86_400_000));
  const lifetime = await lifetimeOf(first.id);
  const second = await rotateApiKey(database.db, { idOrName: 'yearly', keptSeconds: 60, expires: undefined });
  assert.equal(await lifetimeOf(second.id), lifetime);
  assert.equal(second.expires, (await listed(second.id)).expires_date);
  const third = await rotateApiKey(database.db, { idOrName: first.id, keptSeconds: 0, expires: undefined });
  assert.equal(await lifetimeOf(third.id), lifetime);
});

test('a lifetime that would go beyond the last instant that can be told ends at it', async () => {
  const last = '9999-12-31T23:59:59.999Z';
  await create('for ages', last);
  const { expires } = await rotateApiKey(database.db, { idOrName: 'for ages', keptSeconds: 0, expires: undefined });
  assert.equal(expires, last);
});

test('the next key of one that has no end has none; another end, or none, may be said', async () => {
  await create('endless');
  const rotate = async (expires: string | undefined) =>
    (await rotateApiKey(database.db, { idOrName: 'endless', keptSeconds: 60, expires })).expires;
  assert.equal(await rotate(undefined), null);
  const until = inMs(3_600_000);
  assert.equal(await rotate(until), until);
  assert.equal(await rotate('never'), null);
});

test('all that count of a name end with its rotation, each when it is told to; of an id it alone', async () => {
  const first = await create('thrice');
  const second = await rotateApiKey(database.db, { idOrName: 'thrice', keptSeconds: 604_800, expires: undefined });
  const third = await rotateApiKey(database.db, { idOrName: 'thrice', keptSeconds: 3_600, expires: undefined });
  assert.deepEqual(
    third.kept.map(({ id }) => id),
    [first.id, second.id],
  );
  for (const { id, expires_date } of third.kept) assert.equal((await listed(id)).expires_date, expires_date);
  const last = await rotateApiKey(database.db, { idOrName: third.id, keptSeconds: 0, expires: undefined });
  assert.deepEqual(
    last.kept.map(({ id }) => id),
    [third.id],
  );
  for (const { text } of [first, second]) assert.notEqual(await ring.callerOf(text), undefined);
});

test('a key counts until it expires, even where it is remembered', async () => {
  const { text } = await create('ends', inMs(400));
  const remembering = new KeyRing({ reads: database.db.reads, writes: database.db.writes, rememberedMs: 60_000 });
  assert.notEqual(await remembering.callerOf(text), undefined);
  await new Promise((resolve) => setTimeout(resolve, 450));
  assert.equal(await remembering.callerOf(text), undefined);
});

test('what is revoked is a key no more once it is looked up again', async () => {
  const { text } = await create('remembered');
  const remembering = new KeyRing({ reads: database.db.reads, writes: database.db.writes, rememberedMs: 60_000 });
  assert.notEqual(await remembering.callerOf(text), undefined);
  await revokeApiKey(database.db, 'remembered');
  assert.notEqual(await remembering.callerOf(text), undefined);
  assert.equal(await ring.callerOf(text), undefined);
});

test('its last use is noted without a write for each, and never goes back', async () => {
  const { id, text } = await create('used');
  const usedDate = async () => (await listApiKeys(database.db)).find((key) => key.id === id)?.used_date ?? null;
  await ring.callerOf(text);
  assert.equal(await usedDate(), null);
  await ring.noteUses();
  const first = await usedDate();
  assert.notEqual(first, null);
  await database.sql("UPDATE api_key SET used_date = '2999-01-01Z' WHERE id = $1", [id]);
  await ring.callerOf(text);
  await ring.noteUses();
  assert.equal(await usedDate(), '2999-01-01T00:00:00.000Z');
});

test('two processes note the uses of the same keys, in whatever order, while others are revoked', async () => {
  await database.sql(
    `INSERT INTO api_key (id, name, role, hash, created_date)
      SELECT lpad(n::text, 12, '0'), 'crowd', 'reader', sha256(n::text::bytea), now() - n * interval '1 s'
      FROM generate_series(1, 3000) AS n`,
  );
  await database.sql('ANALYZE api_key');
  const [first, middle, last] = [1, 1_500, 3_000].map((n) => String(n).padStart(12, '0')) as [string, string, string];
  const note = (ids: readonly string[]) => async () =>
    await noteUses(database.db.writes, new Map(ids.map((id) => [id, inMs(0)])));
  await queuedAt(database, `api_key WHERE id = '${middle}'`, [
    note([first, middle, last]),
    note([last, middle, first]),
    async () => await revokeApiKey(database.db, 'crowd'),
  ]);
  const keys = await listApiKeys(database.db);
  assert.ok([first, middle, last].every((id) => keys.find((key) => key.id === id)?.used_date !== null));
});

test('what is none is told', async () => {
  await assert.rejects(revokeApiKey(database.db, 'nobody'), { code: 'not_found' });
  await assert.rejects(rotateApiKey(database.db, { idOrName: 'nobody', keptSeconds: 0, expires: undefined }), {
    code: 'not_found',
  });
});
