import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Change } from '../../src/changes/change.ts';
import { encodeCursor } from '../../src/wire/cursor.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { nextOf } from '../support/next-page.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

/** Reads on from a path until the cursor no longer moves. */
async function follow(from: string, { settled = true } = {}): Promise<{ changes: Change[]; end: string }> {
  if (settled) await untilCaughtUp(api);
  const changes: Change[] = [];
  for (let at = from; ; ) {
    const page = await api.call('GET', at);
    assert.equal(page.status, 200, page.text);
    changes.push(...page.body);
    const next = nextOf(api, page) ?? '';
    if (next === at) return { changes, end: at };
    at = next;
  }
}

async function now(): Promise<string> {
  await untilCaughtUp(api);
  return nextOf(api, await api.call('GET', '/changes?after=now')) ?? '';
}

async function create(listing = someListing()) {
  const { body } = await api.call('POST', '/listings', listing);
  return { id: Number(body.id), path: `/listings/${body.id}`, created: String(body.created_date) };
}

test('H7: what is done to a listing is told in its order: who, when, what went from what to what', async () => {
  const start = await now();
  const { id, path, created } = await create(someListing({ reference: 'H7' }));
  const patched = await api.call('PATCH', path, { latest_price_eur: 90_000.5, rooms_count: 4, reference: null });
  await api.call('PUT', `${path}/prices/2020-05-01T00:00:00Z`, { price_eur: 7, reason: 'seen' });
  await api.call('DELETE', path);
  const { changes } = await follow(start);
  const [first, second, third, fourth] = changes.map(({ cursor, actor, ...change }) => change);
  assert.ok(changes.every(({ cursor, actor }) => cursor.length > 10 && actor.length > 0));
  assert.equal(changes.length, 4);
  assert.deepEqual(
    changes.map(({ listing_id, version, kind }) => [listing_id, version, kind]),
    ['created', 'updated', 'corrected', 'deleted'].map((kind, n) => [id, n + 1, kind]),
  );
  assert.deepEqual(first?.changed.price_eur, { from: null, to: 100_000 });
  assert.deepEqual(first?.changed.created_date, { from: null, to: created });
  assert.deepEqual(second?.changed, {
    price_eur: { from: 100_000, to: 90_000.5 },
    rooms_count: { from: 3, to: 4 },
    reference: { from: 'H7', to: null },
  });
  assert.deepEqual([second?.effective_at, second?.recorded_at], [patched.body.updated_date, patched.body.updated_date]);
  assert.deepEqual(third?.changed, {});
  const { recorded_at, ...price } = third?.prices?.[0] ?? {};
  assert.deepEqual(price, { effective_at: '2020-05-01T00:00:00.000Z', from: null, to: 7 });
  assert.deepEqual([fourth?.changed, fourth?.prices], [{}, undefined]);
});

test('H6: personal data of a deleted listing are null in its changes, and its reasons are gone', async () => {
  const start = await now();
  const { path } = await create(someListing({ name: 'Secret garden', contact_phone_number: '+33612345678' }));
  await api.call('PATCH', path, { name: 'Secret house', description: 'Secret cellar', latest_price_eur: 5 });
  await api.call('PUT', `${path}/prices/2020-05-01T00:00:00Z`, { price_eur: 7, reason: 'Secret sale' });
  await untilCaughtUp(api);
  assert.match((await api.call('GET', start)).text, /Secret garden.*Secret cellar.*Secret sale/);
  await api.call('DELETE', path);
  await untilCaughtUp(api);
  const { text, body } = await api.call('GET', start);
  assert.doesNotMatch(text, /Secret|\+336|rue des Lilas/);
  for (const member of ['name', 'description', 'street_address', 'contact_phone_number']) {
    assert.deepEqual(body[0].changed[member], { from: null, to: null });
  }
  assert.deepEqual(body[1].changed.name, { from: null, to: null });
  assert.deepEqual(body[1].changed.price_eur, { from: 100_000, to: 5 });
  assert.equal(body[0].changed.city.to, 'Perpignan');
  const [{ left = -1 } = {}] = await api.sql<{ left: number }>(
    `SELECT count(*) AS left FROM listing_change WHERE listing_change::text ~ 'Secret'`,
  );
  assert.equal(left, 0);
});

test('H2: what changes nothing is no change', async () => {
  const { path } = await create();
  const start = await now();
  await api.call('PATCH', path, { rooms_count: 3 });
  await api.call('PUT', path, someListing());
  assert.deepEqual((await follow(start)).changes, []);
});

test('H7: pages of any size have each change once, in the same order', async () => {
  const start = await now();
  await addListings(api, 23);
  await api.sql('UPDATE listing SET price = price + 1 WHERE id % 2 = 0');
  await untilCaughtUp(api);
  const all = (await api.call('GET', `${start}&limit=1000`)).body.map((change: Change) => change.cursor);
  assert.ok(all.length > 23);
  for (const limit of [1, 7, all.length - 1, all.length, all.length + 1]) {
    const { changes } = await follow(`${start}&limit=${limit}`);
    assert.deepEqual(
      changes.map(({ cursor }) => cursor),
      all,
    );
  }
  for (const [at, cursor] of all.entries()) {
    if (at % 5 > 0) continue;
    const rest = (await follow(`/changes?limit=1000&after=${cursor}`)).changes;
    assert.deepEqual(
      rest.map((change) => change.cursor),
      all.slice(at + 1),
    );
  }
});

test('what a transaction writes to several listings stands in the order of its writing', async () => {
  const ids = await addListings(api, 3);
  const start = await now();
  const order = [ids[2], ids[0], ids[1], ids[0]];
  await api.db.transaction(async (tx) => {
    for (const [n, id] of order.entries()) {
      await tx.query({ text: 'UPDATE listing SET price = $1 WHERE id = $2', values: [n + 1, id] });
    }
  });
  assert.deepEqual(
    (await follow(start)).changes.map(({ listing_id }) => listing_id),
    order,
  );
});

test('an open transaction holds the feed back, and readyz tells for how long', async () => {
  const heldBack = async () => (await api.call('GET', '/readyz')).body.feed.held_back_ms;
  const start = await now();
  const writer = await api.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('SELECT pg_current_xact_id()');
    const { path } = await create();
    await api.call('PATCH', path, { rooms_count: 9 });
    assert.deepEqual((await follow(start, { settled: false })).changes, []);
    const laterStart = nextOf(api, await api.call('GET', '/changes?after=now')) ?? '';
    assert.ok((await heldBack()) >= 0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.ok((await heldBack()) >= 30);
    await writer.query('ROLLBACK');
    assert.deepEqual(
      (await follow(start)).changes.map(({ kind }) => kind),
      ['created', 'updated'],
    );
    assert.deepEqual(
      (await follow(laterStart)).changes.map(({ kind }) => kind),
      ['created', 'updated'],
    );
    await until('nothing is held back', async () => (await heldBack()) === 0);
  } finally {
    await writer.end();
  }
});

test('by kind, by field and by listing there are only those, and the end is found', async () => {
  const start = await now();
  const one = await create();
  const other = await create();
  await api.call('PATCH', one.path, { rooms_count: 8 });
  await api.call('PATCH', one.path, { latest_price_eur: 8 });
  await api.call('PATCH', other.path, { latest_price_eur: 9, postal_address: { city: 'x' }, rooms_count: 2 });
  await api.call('DELETE', other.path);
  const told = async (filter: string) =>
    (await follow(`${start}&limit=1&${filter}`)).changes.map(({ listing_id, version }) => [listing_id, version]);
  assert.deepEqual(await told('kind=updated'), [
    [one.id, 2],
    [one.id, 3],
    [other.id, 2],
  ]);
  assert.deepEqual(await told('kind=deleted'), [[other.id, 3]]);
  assert.deepEqual(await told('field=rooms_count&kind=updated'), [
    [one.id, 2],
    [other.id, 2],
  ]);
  await api.call('PUT', `${one.path}/prices/2020-05-01T00:00:00Z`, { price_eur: 7 });
  assert.deepEqual(await told('field=price_eur&kind=corrected'), [[one.id, 4]]);
  assert.deepEqual(await told('field=price_eur&kind=updated'), [
    [one.id, 3],
    [other.id, 2],
  ]);
  assert.deepEqual(await told(`listing_id=${one.id}`), [
    [one.id, 1],
    [one.id, 2],
    [one.id, 3],
    [one.id, 4],
  ]);
  assert.deepEqual(await told(`listing_id=${other.id}&kind=deleted`), [[other.id, 3]]);
  assert.deepEqual(await told('listing_id=999999999'), []);
});

test('the setting app.actor of a session, and its reason, are told', async () => {
  const start = await now();
  await api.db.transaction(async (tx) => {
    await tx.query({ text: "SELECT set_config('app.actor', 'crm', true), set_config('app.reason', 'weekly', true)" });
    await tx.query({ text: `UPDATE listing SET price = price + 1 WHERE id = (SELECT min(id) FROM listing)` });
  });
  const [change] = (await follow(start)).changes;
  assert.deepEqual([change?.actor, change?.reason], ['crm', 'weekly']);
});

test('a filter that fits nothing leads on past what it looked at, rather than to the end of time', async () => {
  const many = await startTestApi();
  try {
    await addListings(many, 45_000);
    await untilCaughtUp(many);
    const first = await many.call('GET', '/changes?kind=deleted');
    assert.deepEqual(first.body, []);
    let at = nextOf(many, first) ?? '';
    let pages = 1;
    for (let before = ''; before !== at; pages += 1) {
      before = at;
      at = nextOf(many, await many.call('GET', at)) ?? '';
    }
    assert.ok(pages >= 4, `${pages} pages`);
  } finally {
    await many.stop();
  }
});

const wrong: [query: string, parameter: string][] = [
  ['after=x', 'after'],
  ['after=', 'after'],
  [`after=${encodeCursor('id', [5])}`, 'after'],
  [`after=${encodeCursor('feed', ['e', '1'])}`, 'after'],
  [`after=${encodeCursor('feed', ['e', '1', '-1'])}`, 'after'],
  [`after=${encodeCursor('feed', ['e', '99999999999999999999', '1'])}`, 'after'],
  [`after=${encodeCursor('feed', ['e', 1, 2])}`, 'after'],
  ['limit=0', 'limit'],
  ['limit=1001', 'limit'],
  ['kind=sold', 'kind'],
  ['field=price', 'field'],
  ['listing_id=x', 'listing_id'],
  ['listing_id=0', 'listing_id'],
  ['listing_id=99999999999999999999', 'listing_id'],
];
for (const [query, parameter] of wrong) {
  test(`?${query} is refused by the parameter's name`, async () => {
    assertProblem(await api.call('GET', `/changes?${query}`), 'invalid', { parameters: [parameter] });
  });
}

test('a read of the feed goes by its index, however long the feed is', async () => {
  const ids = await addListings(api, 3_000);
  await api.sql('ANALYZE listing_change');
  const plan = JSON.stringify(
    await api.sql(`EXPLAIN (FORMAT JSON) SELECT * FROM listing_change
      WHERE (feed_key, feed_seq) > ('5'::xid8, 7) AND feed_key < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY feed_key, feed_seq LIMIT 100`),
  );
  assert.match(plan, /"Index Scan".*"listing_change_feed"/);
  assert.doesNotMatch(plan, /"Sort"|"Seq Scan"/);
  assert.equal(ids.length, 3_000);
});
