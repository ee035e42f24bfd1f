import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gate, type GateOptions } from '../../../src/access/gate.ts';
import { KeyRing } from '../../../src/access/key-ring.ts';
import { createApiKey, revokeApiKey } from '../../../src/access/manage-keys.ts';
import { Database } from '../../../src/db/database.ts';
import { type BreakableRoute, openBreakableRoute } from '../../support/breakable-route.ts';
import { EventStream } from '../../support/event-stream.ts';
import { addListing } from '../../support/listing-rows.ts';
import { startTestApi } from '../../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { TestIssuer, takerFrom } from '../../support/test-issuer.ts';
import { until } from '../../support/until.ts';

type Guarded = {
  database: TestDatabase;
  /** The way on which keys, and nothing else, are looked up. */
  route: BreakableRoute;
  /** Opens the feed, with a key or without one, and waits until it is told where it is. */
  follow(key?: string): Promise<EventStream>;
  untilLookedUp(key: string): Promise<void>;
};

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

const nobody: Omit<GateOptions, 'keys'> = { anonymous: undefined, opensWithoutKeys: false };

/** An API that remembers no key, and looks who may before everything that it tells. */
async function guarded(work: (world: Guarded) => Promise<void>, guard = nobody): Promise<void> {
  const database = await createTestDatabase();
  const route = await openBreakableRoute(database.url);
  const db = new Database({ url: route.url, connectTimeoutMs: 500 });
  const keys = new KeyRing({ reads: db.reads, writes: db.writes, rememberedMs: 0 });
  const limits = { allowed: 0, silence: 60_000 };
  const api = await startTestApi({ db: database.db, access: new Gate({ keys, ...guard }), limits });
  const opened: EventStream[] = [];
  const follow = async (key?: string) => {
    const stream = await EventStream.open(`${api.base}/changes?after=now`, key === undefined ? {} : bearer(key));
    opened.push(stream);
    assert.equal(stream.response.statusCode, 200);
    await until('it is told where it is', async () => stream.lastEventId !== '');
    return stream;
  };
  const untilLookedUp = async (key: string) =>
    await until(
      'its key is looked up',
      async () => (await api.call('GET', '/changes', undefined, bearer(key))).status === 200,
    );
  try {
    await work({ database, route, follow, untilLookedUp });
  } finally {
    for (const stream of opened) stream.close();
    await api.stop();
    await db.close();
    await route.close();
    await database.drop();
  }
}

test('a stream of changes ends once its key is revoked, and others go on', async () => {
  await guarded(async ({ database, follow }) => {
    const [kept, revoked] = await Promise.all(
      ['kept', 'revoked'].map(async (name) =>
        follow((await createApiKey(database.db, { name, role: 'reader', expires: undefined })).text),
      ),
    );
    assert.ok(kept && revoked);
    await addListing(database);
    await Promise.all([kept.untilChanges(1), revoked.untilChanges(1)]);
    await revokeApiKey(database.db, 'revoked');
    await addListing(database);
    await until('it has ended', async () => revoked.ended);
    await addListing(database);
    await kept.untilChanges(3);
    assert.equal(revoked.changes.length, 1);
    assert.ok(!kept.ended);
  });
});

test('a stream goes on while nobody can tell whether its key still counts, and ends when that is known', async () => {
  await guarded(async ({ database, route, follow, untilLookedUp }) => {
    const { text } = await createApiKey(database.db, { name: 'reader', role: 'reader', expires: undefined });
    const stream = await follow(text);
    route.cut();
    await addListing(database);
    await stream.untilChanges(1);
    route.mend();
    await untilLookedUp(text);
    await database.sql('ALTER TABLE api_key RENAME TO away');
    await addListing(database);
    await stream.untilChanges(2);
    await database.sql('ALTER TABLE away RENAME TO api_key');
    await untilLookedUp(text);
    await revokeApiKey(database.db, 'reader');
    await addListing(database);
    await until('it has ended', async () => stream.ended);
    assert.equal(stream.changes.length, 2);
  });
});

test('a stream ends once its key has expired, though keys cannot be looked up', async (t) => {
  await guarded(async ({ database, route, follow }) => {
    const end = Date.now() + 300_000;
    const expires = new Date(end).toISOString();
    const { text } = await createApiKey(database.db, { name: 'reader', role: 'reader', expires });
    const stream = await follow(text);
    route.cut();
    t.mock.method(Date, 'now', () => end - 1);
    await addListing(database);
    await stream.untilChanges(1);
    t.mock.method(Date, 'now', () => end);
    await addListing(database);
    await until('it has ended', async () => stream.ended);
    assert.equal(stream.changes.length, 1);
  });
});

test('a stream that nobody had to name a key for ends once there is one', async () => {
  await guarded(
    async ({ database, follow }) => {
      const stream = await follow();
      await addListing(database);
      await stream.untilChanges(1);
      await createApiKey(database.db, { name: 'first', role: 'admin', expires: undefined });
      await addListing(database);
      await until('it has ended', async () => stream.ended);
      assert.equal(stream.changes.length, 1);
    },
    { ...nobody, opensWithoutKeys: true },
  );
});

test('a stream goes on while the issuer of its token is away, and ends once the token has expired', async (t) => {
  const issuer = await TestIssuer.start();
  const taken = takerFrom(issuer, { storedMs: 0 });
  try {
    await guarded(
      async ({ database, follow }) => {
        const end = Math.floor(Date.now() / 1_000) + 300;
        const stream = await follow(await issuer.token({ exp: end }));
        issuer.isDown = true;
        await addListing(database);
        await stream.untilChanges(1);
        t.mock.method(Date, 'now', () => (end + 5) * 1_000 - 1);
        await addListing(database);
        await stream.untilChanges(2);
        t.mock.method(Date, 'now', () => (end + 5) * 1_000);
        await addListing(database);
        await until('it has ended', async () => stream.ended);
        assert.equal(stream.changes.length, 2);
      },
      { ...nobody, issuer: taken },
    );
  } finally {
    await issuer.stop();
  }
});
