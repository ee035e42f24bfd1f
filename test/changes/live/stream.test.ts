import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeFeedCursor } from '../../../src/changes/feed-cursor.ts';
import { trimChanges } from '../../../src/changes/trim-changes.ts';
import { EventStream } from '../../support/event-stream.ts';
import { feedFaults, type Made } from '../../support/feed-reader.ts';
import { addListings } from '../../support/listing-rows.ts';
import { someListing } from '../../support/listings.ts';
import { nextOf } from '../../support/next-page.ts';
import { assertProblem } from '../../support/problem.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

let api: TestApi;
const opened: EventStream[] = [];
before(async () => {
  api = await startTestApi({ limits: { silence: 300 } });
});
afterEach(() => {
  for (const stream of opened.splice(0)) stream.close();
});
after(async () => await api.stop());

async function open(query: string, headers?: Record<string, string>): Promise<EventStream> {
  const stream = await EventStream.open(`${api.base}/changes${query}`, headers);
  assert.equal(stream.response.statusCode, 200);
  opened.push(stream);
  return stream;
}

async function create(listing = someListing()): Promise<{ id: number; path: string }> {
  const { body } = await api.call('POST', '/listings', listing);
  return { id: body.id, path: `/listings/${body.id}` };
}

async function allChanges(query = ''): Promise<unknown[]> {
  await untilCaughtUp(api);
  return (await api.call('GET', `/changes?limit=1000&${query}`)).body;
}

test('a stream tells the changes of the past, then those that come, each as a page has it, under its cursor', async () => {
  await addListings(api, 250); // more than is read at once
  const stream = await open('');
  assert.match(stream.response.headers['content-type'] ?? '', /^text\/event-stream/);
  assert.match(String(stream.response.headers.vary), /accept/i);
  assert.match(String(stream.response.headers['cache-control']), /no-cache/);
  await untilCaughtUp(api);
  await stream.untilChanges((await allChanges()).length);
  const { path } = await create();
  await api.call('PATCH', path, { latest_price_eur: 5 });
  const all = await allChanges();
  assert.deepEqual(await stream.untilChanges(all.length), all);
  assert.deepEqual(
    stream.events.map(({ id }) => id),
    stream.changes.map(({ cursor }) => cursor),
  );
  assert.ok(Number(stream.retryMs) >= 1_000);
});

test('from now on there is nothing of before', async () => {
  await create();
  await untilCaughtUp(api);
  const stream = await open('?after=now');
  await until('it says where it is', async () => stream.lastEventId !== '');
  const { id } = await create();
  const [first] = await stream.untilChanges(1);
  assert.equal(first?.listing_id, id);
});

test('by kind, by member and by listing a stream has what a page has', async () => {
  const first = await create();
  const start = nextOf(api, await api.call('GET', '/changes?after=now')) ?? '';
  const queries = ['kind=updated', 'field=rooms_count', 'field=price_eur', `listing_id=${first.id}`];
  const { search } = new URL(start, api.base);
  const live = await Promise.all(queries.map((query) => open(`${search}&${query}`)));
  const other = await create();
  await api.call('PATCH', first.path, { rooms_count: 7 });
  await api.call('PATCH', other.path, { latest_price_eur: 7, rooms_count: 8 });
  await api.call('PUT', `${first.path}/prices/2020-05-01T00:00:00Z`, { price_eur: 7 });
  for (const [at, query] of queries.entries()) {
    await untilCaughtUp(api);
    const expected = (await api.call('GET', `${start}&${query}`)).body;
    assert.ok(expected.length > 0, query);
    assert.deepEqual(await live[at]?.untilChanges(expected.length), expected, query);
    const past = await open(`${search}&${query}`);
    assert.deepEqual(await past.untilChanges(expected.length), expected, query);
  }
});

test('H7: who comes back with Last-Event-ID, again and again, misses nothing and sees nothing twice', async () => {
  const ids = await addListings(api, 20);
  await untilCaughtUp(api);
  const start = new URL(nextOf(api, await api.call('GET', '/changes?after=now')) ?? '', api.base).searchParams.get(
    'after',
  );
  let writing = true;
  const writer = (async () => {
    for (let price = 1; writing; price += 1)
      await api.sql('UPDATE listing SET price = $1 WHERE id = ANY ($2)', [price, ids]);
  })();
  const seen: Made[] = [];
  let last = start ?? '';
  for (let round = 0; round < 12; round += 1) {
    const stream = await open('?after=now', { 'last-event-id': last }); // the address is that of the first time
    await sleep(Math.random() * 120);
    stream.close();
    seen.push(...stream.changes);
    last = stream.lastEventId || last;
  }
  writing = false;
  await writer;
  const rest = await open('', { 'last-event-id': last });
  const made = await api.sql<Made>(
    'SELECT listing_id, version FROM listing_change WHERE listing_id = ANY ($1) AND version > 1',
    [ids],
  );
  await rest.untilChanges(made.length - seen.length);
  assert.deepEqual(feedFaults([...seen, ...rest.changes], made), []);
});

test('H6: who goes on from before the deletion of a listing is told nothing personal of it', async () => {
  const start = nextOf(api, await api.call('GET', '/changes?after=now')) ?? '';
  const { search } = new URL(start, api.base);
  const live = await open(search);
  const { path } = await create(someListing({ name: 'Secret garden', contact_phone_number: '+33612345678' }));
  await api.call('PATCH', path, { description: 'Secret cellar' });
  await api.call('PUT', `${path}/prices/2020-05-01T00:00:00Z`, { price_eur: 7, reason: 'Secret sale' });
  await live.untilChanges(3);
  assert.match(JSON.stringify(live.changes), /garden.*cellar.*sale/);
  await api.call('DELETE', path);
  await live.untilChanges(4);
  const late = await open(search);
  assert.deepEqual(await late.untilChanges(4), (await api.call('GET', start)).body);
  assert.doesNotMatch(JSON.stringify(late.changes), /Secret|\+336|rue des Lilas/);
});

test('a silence is a comment, with the id of where the feed is by then', async () => {
  const stream = await open('?after=now&kind=deleted');
  await until('it says where it is', async () => stream.lastEventId !== '');
  const begun = stream.lastEventId;
  await create();
  await until('it says that it is there', async () => stream.comments.length >= 3 && stream.lastEventId !== begun);
  assert.deepEqual(stream.events, []);
  assert.deepEqual(await allChanges(`after=${stream.lastEventId}`), []);
});

test('a cursor that leads nowhere is told as resync, and the stream goes on from now', async () => {
  await create();
  await untilCaughtUp(api);
  const foreign = encodeFeedCursor({ epoch: 'another', key: '1', seq: '1' });
  const stream = await open(`?after=${foreign}`);
  const resync = await stream.untilEvent('resync');
  assert.match(JSON.parse(resync.data).detail, /restored|failed over/);
  assert.ok(resync.id !== '' && resync.id !== foreign);
  const { id } = await create();
  const changes = await stream.untilChanges(1);
  assert.deepEqual([changes.length, changes[0]?.listing_id], [1, id]);
  assert.deepEqual(
    stream.events.map(({ name }) => name),
    ['resync', 'message'],
  );
});

test('a cursor before what is kept is told as resync', async () => {
  const start = nextOf(api, await api.call('GET', '/changes?limit=1')) ?? '';
  await addListings(api, 3);
  await untilCaughtUp(api);
  await sleep(5);
  await api.db.session((session) => trimChanges(session, new Date().toISOString()));
  const stream = await open(`?after=${new URL(start, api.base).searchParams.get('after')}`);
  assert.match(JSON.parse((await stream.untilEvent('resync')).data).detail, /not kept any more/);
});

test('what is no cursor, and a length of pages, are refused before anything is streamed', async () => {
  const headers = { accept: 'text/event-stream' };
  assertProblem(await api.call('GET', '/changes?after=nonsense', undefined, headers), 'invalid', {
    parameters: ['after'],
  });
  assertProblem(await api.call('GET', '/changes?limit=5', undefined, headers), 'invalid', { parameters: ['limit'] });
  const id = { ...headers, 'last-event-id': 'nonsense' };
  assertProblem(await api.call('GET', '/changes', undefined, id), 'invalid', { parameters: ['last-event-id'] });
});

test('HEAD is answered, and who takes anything has a page', async () => {
  for (const accept of ['*/*', 'application/json, text/event-stream']) {
    const page = await api.call('GET', '/changes?limit=1', undefined, { accept });
    assert.match(page.headers.get('content-type') ?? '', /json/);
  }
  const head = await api.call('HEAD', '/changes', undefined, { accept: 'text/event-stream' });
  assert.equal(head.status, 200);
});
