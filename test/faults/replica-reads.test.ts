import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/db/database.ts';
import { buildServer } from '../../src/http/server.ts';
import { EventStream } from '../support/event-stream.ts';
import { someListing } from '../support/listings.ts';
import { readOwnWrites } from '../support/read-own-writes.ts';
import {
  bringing,
  type Call,
  create,
  tokenOf,
  untilReplayed,
  used,
  whilePaused,
  withReplica,
  withUsed,
} from '../support/replica-service.ts';
import { type ReplicatedServer, startReplicatedServer } from '../support/replicated-server.ts';
import type { Answer } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let server: ReplicatedServer;
before(async () => {
  server = await startReplicatedServer();
});
after(async () => await server.stop());

test('reads come from the replica; the feed, known_at and what brings a later token from the primary', async () => {
  await withUsed(server, async ({ call }) => {
    const { path, id } = await create(call, 'Read anywhere');
    await untilReplayed(call, path, 100_000);
    await whilePaused(server, async () => {
      const written = await call('PATCH', path, { latest_price_eur: 5, name: 'Read later' });
      const then = new Date().toISOString();
      const token = bringing(tokenOf(written));
      const reads: [string, (answer: Answer) => unknown, unknown, unknown][] = [
        [path, ({ body }) => body.latest_price_eur, 100_000, 5],
        [`${path}?as_of=${then}`, ({ body }) => body.latest_price_eur, 100_000, 5],
        [`${path}/prices`, ({ body }) => body.length, 1, 2],
        [`${path}/prices?detail=full`, ({ body }) => body.length, 1, 2],
        ['/listings?price_max=5', ({ body }) => body.length, 0, 1],
        [`${path}?with=history`, ({ body }) => body.history.changes, 0, 1],
        [`/listings?ids=${id}&with=history`, ({ body }) => body[0].history.changes, 0, 1],
      ];
      for (const [read, what, late, now] of reads) {
        assert.equal(what(await call('GET', read)), late, `${read} without a token`);
        assert.equal(what(await call('GET', read, undefined, token)), now, `${read} with a token`);
      }
      assert.equal((await call('GET', `${path}?known_at=${then}`)).body.latest_price_eur, 5);
      assert.equal((await call('GET', `${path}/prices?known_at=${then}`)).body.length, 2);
      const etag = written.headers.get('etag') ?? '';
      assert.equal((await call('GET', path, undefined, { 'if-none-match': etag })).status, 200);
      assert.equal((await call('GET', path, undefined, { ...token, 'if-none-match': etag })).status, 304);
      const feed = async () => (await call('GET', `/changes?listing_id=${id}`)).body.length;
      await until('the feed has it', async () => (await feed()) === 2);
    });
    await untilReplayed(call, path, 5);
  });
});

test('who reads what the feed has told brings its token, from a page or from a stream', async () => {
  await withUsed(server, async ({ call, base }) => {
    const { path, id, token: early } = await create(call, 'Told first');
    await untilReplayed(call, path, 100_000);
    const feed = `/changes?listing_id=${id}`;
    const stream = await EventStream.open(`${base}${feed}&after=now`);
    const priceWith = async (headers = {}) => (await call('GET', path, undefined, headers)).body.latest_price_eur;
    try {
      await whilePaused(server, async () => {
        await call('PATCH', path, { latest_price_eur: 6 });
        await stream.untilChanges(1);
        const [first, second] = stream.events;
        assert.deepEqual([first?.name, second?.name], ['consistency-token', 'message']);
        const told = first?.data ?? '';
        const paged = tokenOf(await call('GET', feed));
        assert.equal(await priceWith(), 100_000);
        for (const token of [told, paged, `${early}, ${told}`, `,${told}, ,${early},`]) {
          assert.equal(await priceWith(bringing(token)), 6, token);
        }
      });
    } finally {
      stream.close();
    }
    await untilReplayed(call, path, 6);
  });
});

const keyed = (key: string | undefined): Record<string, string> =>
  key === undefined ? {} : { 'idempotency-key': `"${key}"` };

type Write = { call: Call; path: string; headers: Record<string, string> };
const at = '2024-01-01T00:00:00Z';
const writes: Record<string, { make: (write: Write) => Promise<Answer>; sees: (write: Write) => Promise<boolean> }> = {
  PUT: {
    make: ({ call, path, headers }) => call('PUT', path, someListing({ latest_price_eur: 7 }), headers),
    sees: async ({ call, path, headers }) => (await call('GET', path, undefined, headers)).body.latest_price_eur === 7,
  },
  PATCH: {
    make: ({ call, path, headers }) => call('PATCH', path, { latest_price_eur: 8 }, headers),
    sees: async ({ call, path, headers }) => (await call('GET', path, undefined, headers)).body.latest_price_eur === 8,
  },
  'PATCH that changes nothing after another': {
    make: async ({ call, path, headers }) => {
      await call('PATCH', path, { rooms_count: 9 });
      return await call('PATCH', path, { rooms_count: 9 }, headers);
    },
    sees: async ({ call, path, headers }) => (await call('GET', path, undefined, headers)).body.rooms_count === 9,
  },
  'PUT of a price': {
    make: ({ call, path, headers }) => call('PUT', `${path}/prices/${at}`, { price_eur: 6 }, headers),
    sees: async ({ call, path, headers }) =>
      (await call('GET', `${path}/prices`, undefined, headers)).body.length === 2,
  },
  'DELETE of a price': {
    make: async ({ call, path, headers }) => {
      const { 'idempotency-key': key } = headers;
      await call('PUT', `${path}/prices/${at}`, { price_eur: 6 }, keyed(key?.replace(/"/g, '').concat(' before')));
      return await call('DELETE', `${path}/prices/${at}`, undefined, headers);
    },
    sees: async ({ call, path, headers }) => {
      const { body } = await call('GET', `${path}?as_of=2024-02-01T00:00:00Z`, undefined, headers);
      return body.latest_price_eur === undefined;
    },
  },
  DELETE: {
    make: ({ call, path, headers }) => call('DELETE', path, undefined, headers),
    sees: async ({ call, path, headers }) => (await call('GET', path, undefined, headers)).status === 404,
  },
};

for (const [kind, { make, sees }] of Object.entries(writes)) {
  test(`who brings the token of a ${kind} sees it, whether it is replayed or not, made once or repeated`, async () => {
    await withUsed(server, async ({ call }) => {
      for (const isPaused of [false, true]) {
        for (const key of [undefined, `${kind} ${isPaused}`]) {
          const { path } = await create(call, kind);
          await until('it is replayed', async () => (await call('GET', path)).status === 200);
          const write = async () => {
            const written = await make({ call, path, headers: keyed(key) });
            assert.ok([200, 201, 204].includes(written.status), written.text);
            assert.match(tokenOf(written), /^[\w-]{8,}$/);
            assert.ok(await sees({ call, path, headers: bringing(tokenOf(written)) }), `paused: ${isPaused}`);
          };
          const often = async () => {
            await write();
            if (key !== undefined) await write();
          };
          await (isPaused ? whilePaused(server, often) : often());
        }
      }
    });
  });
}

test('among thousands of writes and reads at once nobody who brings a token sees an older state', async (t) => {
  await withUsed(server, async ({ call, lines, whys }) => {
    let isOver = false;
    const pausing = async () => {
      while (!isOver) {
        await whilePaused(server, () => sleep(40));
        await sleep(80);
      }
    };
    const over = pausing();
    const load = readOwnWrites(call, { clients: 12, goesOn: (writes) => writes < 40 });
    const seen = await load.finally(() => {
      isOver = true;
    });
    await over;
    t.diagnostic(`${seen.writes} writes, ${seen.reads} reads; the replica was given up ${whys.length} times: ${whys}`);
    assert.deepEqual([seen.failures, seen.older], [[], 0]);
    assert.equal(lines[0], used); // one that a busy machine keeps from answering may be given up for a while
  });
});

test('who is told that a listing is another finds it so with the token of the refusal', async () => {
  await withUsed(server, async ({ call }) => {
    const { path } = await create(call, 'Refused');
    await untilReplayed(call, path, 100_000);
    await whilePaused(server, async () => {
      await call('PATCH', path, { latest_price_eur: 5 });
      const known = { 'if-match': '"1"' };
      for (const stale of [
        await call('PATCH', path, { latest_price_eur: 6 }, known),
        await call('DELETE', path, undefined, { ...known, ...keyed('Refused') }),
        await call('PUT', `${path}/prices/${at}`, { price_eur: 6 }, known),
      ]) {
        assert.equal(stale.status, 412);
        const found = await call('GET', path, undefined, bringing(tokenOf(stale)));
        assert.equal(found.headers.get('etag'), stale.headers.get('etag'));
      }
    });
  });
});

test('a Consistency-Token that is none is refused by name, and caches are told of it', async () => {
  await withUsed(
    server,
    async ({ call }) => {
      const { path, token } = await create(call, 'Refused');
      const far = Buffer.from(JSON.stringify(['wal', 2 ** 53])).toString('base64url');
      const other = Buffer.from(JSON.stringify(['id', 1])).toString('base64url');
      for (const read of [path, `${path}/prices`, '/listings?limit=1', '/places?prefix=p', `${path}?known_at=${at}`]) {
        for (const wrong of ['', '0/16B3748', `${token}x`, far, other]) {
          const answer = await call('GET', read, undefined, bringing(wrong));
          assert.deepEqual(
            [answer.status, answer.body.errors[0].parameter],
            [422, 'Consistency-Token'],
            `${read} ${wrong}`,
          );
        }
      }
      for (const read of [path, `${path}/prices`, '/listings?limit=1', '/places?prefix=p']) {
        const { headers, status } = await call('GET', read, undefined, bringing(token));
        assert.equal(status, 200);
        assert.match(headers.get('vary') ?? '', /\bconsistency-token\b/, read);
      }
      assert.doesNotMatch((await call('GET', '/changes')).headers.get('vary') ?? '', /consistency/);
    },
    { cacheControl: 'public, max-age=60' },
  );
});

test('where there is no replica nothing is said of tokens, and one that is brought does no harm', async () => {
  let token = '';
  await withUsed(server, async ({ call }) => {
    token = (await create(call, 'With a replica')).token;
  });
  await withReplica(server, { replica: undefined }, async ({ call }) => {
    const { path, token: none } = await create(call, 'Without a replica');
    const read = await call('GET', path, undefined, bringing(token));
    assert.deepEqual([none, read.status], ['', 200]);
    assert.doesNotMatch(read.headers.get('vary') ?? '', /consistency/);
    assert.equal((await call('DELETE', path)).headers.get('consistency-token'), null);
  });
});

test('a standby in place of the primary answers reads, and 503 to writes and the feed', async () => {
  const db = new Database({ url: server.replica.url });
  const { app } = await buildServer({ db, version: '0.0.0-test' });
  try {
    assert.equal((await app.inject('/listings')).statusCode, 200);
    const refused = [
      await app.inject('/changes'),
      await app.inject({ method: 'POST', url: '/listings', payload: someListing() }),
    ];
    for (const answer of refused) {
      assert.equal(answer.statusCode, 503, answer.body);
      assert.match(answer.json().detail, /read-only/);
    }
  } finally {
    await app.close();
    await db.close();
  }
});
