import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../src/changes/change.ts';
import { type ExportSource, openExport } from '../../src/exchange/export/open-export.ts';
import { listingsExport } from '../../src/exchange/export/sources.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { openSocket } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({ limits: { turn: 60_000 } });
  const odd = ['tab\there', 'line\nand\r\nline', 'back\\slash \\N \\t', '"quoted", comma', "l'été 🏠", '\\N', '\\.'];
  for (const [n, name] of odd.entries()) {
    const { status } = await api.call('POST', '/listings', {
      ...someListing({ name, description: `${name} ${n}`, latest_price_eur: 1_000.5 + n, surface_area_m2: 1e-7 * n }),
      ...(n % 2 === 0 ? { reference: `ref ${name}`, contact_phone_number: '+33612345678' } : {}),
      postal_address: { ...someListing().postal_address, city: n % 2 === 0 ? "L'Haÿ" : 'Lyon' },
    });
    assert.equal(status, 201);
  }
  await api.call('PATCH', '/listings/1', { latest_price_eur: 7 });
  await api.call('PUT', '/listings/2/prices/2020-01-01T00:00:00Z', { price_eur: 3, reason: 'late, "really"' });
  await api.call('DELETE', '/listings/2/prices/2020-01-01T00:00:00Z');
  await api.call('DELETE', '/listings/3');
  await untilCaughtUp(api);
});
after(async () => await api.stop());

async function ndjson(path: string) {
  const { status, text, headers } = await api.call('GET', path);
  assert.equal(status, 200, text);
  assert.ok(text === '' || text.endsWith('\n'));
  const records = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { records, cursor: headers.get('feed-cursor') ?? '', headers };
}

/** RFC 4180, read by the book. */
function readCsv(text: string): string[][] {
  const fields = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of fields) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('listings are written out as the API has them, all or those that fit', async () => {
  for (const query of [
    '',
    '?city=lyon',
    `?city=${encodeURIComponent("l'hay")}`,
    '?q=slash',
    '?ids=1,2',
    '?price_max=900',
  ]) {
    const { records } = await ndjson(`/exports/listings${query}`);
    assert.deepEqual(records, (await api.call('GET', `/listings${query}`)).body, query);
  }
  const quoted = encodeURIComponent("x'; DROP TABLE listing; --\\");
  assert.deepEqual((await ndjson(`/exports/listings?city=${quoted}&reference=${quoted}`)).records, []);
  const { headers } = await ndjson('/exports/listings');
  assert.equal(headers.get('content-type'), 'application/x-ndjson; charset=utf-8');
  assert.match(headers.get('content-disposition') ?? '', /filename="listings.ndjson"/);
});

test('as CSV they have a header, and every text comes back as it was', async () => {
  const { text, headers } = await api.call('GET', '/exports/listings', undefined, { accept: 'text/csv' });
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  const [header = [], ...rows] = readCsv(text);
  const listings = (await api.call('GET', '/listings')).body;
  assert.equal(rows.length, listings.length);
  for (const [n, row] of rows.entries()) {
    const { postal_address, ...listing } = listings[n];
    const flat: Record<string, unknown> = { ...listing, ...postal_address };
    assert.deepEqual(Object.fromEntries(header.map((name, at) => [name, row[at]])), {
      ...Object.fromEntries(header.map((name) => [name, String(flat[name] ?? '')])),
    });
  }
});

test('prices are written out with corrections and voids', async () => {
  const rows = await api.sql(
    'SELECT listing_id, effective_at, recorded_at, price_eur FROM listing_price ORDER BY 1, 2, 3',
  );
  assert.ok(rows.some(({ price_eur }) => price_eur === null));
  assert.deepEqual((await ndjson('/exports/prices')).records, rows);
  const past = rows.filter(({ effective_at }) => String(effective_at) < '2021');
  assert.deepEqual((await ndjson('/exports/prices?to=2021-01-01T00:00:00Z')).records, past);
  assert.deepEqual(
    (await ndjson('/exports/prices?from=2021-01-01T01:00:00%2B01:00')).records,
    rows.filter((row) => !past.includes(row)),
  );
  const { text } = await api.call('GET', '/exports/prices', undefined, { accept: 'text/csv' });
  assert.deepEqual(readCsv(text)[0], ['listing_id', 'effective_at', 'recorded_at', 'price_eur']);
  assert.deepEqual(
    readCsv(text).slice(1),
    rows.map((row) => Object.values(row).map((value) => (value === null ? '' : String(value)))),
  );
});

test('changes are written out as the feed has them, from a cursor on, by its filters', async () => {
  for (const query of ['', '?kind=updated', '?field=price_eur', '?listing_id=2', '?kind=corrected&field=city']) {
    const { records } = await ndjson(`/exports/changes${query}`);
    assert.deepEqual(records, (await api.call('GET', `/changes${query}`)).body, query);
  }
  const all = (await api.call('GET', '/changes')).body;
  assert.deepEqual((await ndjson(`/exports/changes?after=${all[4].cursor}`)).records, all.slice(5));
  assert.deepEqual((await ndjson('/exports/changes?after=now')).records, []);
  const { text } = await api.call('GET', '/exports/changes', undefined, { accept: 'text/csv' });
  assert.equal(readCsv(text).length, 1 + all.length);
  assert.deepEqual(JSON.parse(readCsv(text)[1]?.[6] ?? ''), all[0].changed);
});

test('a copy goes on from the feed without a gap, however many write meanwhile', async () => {
  let writing = true;
  const writers = [1, 2, 4].map(async (id) => {
    for (let eur = 1; writing; eur += 1) await api.call('PATCH', `/listings/${id}`, { latest_price_eur: eur });
  });
  const copies = [];
  for (let round = 0; round < 5; round += 1) {
    copies.push(await ndjson('/exports/listings'));
    await sleep(20);
  }
  writing = false;
  await Promise.all(writers);
  await untilCaughtUp(api);
  const now = (await api.call('GET', '/listings')).body;
  for (const { records, cursor } of copies) {
    const prices = new Map(records.map(({ id, latest_price_eur }) => [id, latest_price_eur]));
    const { body } = await api.call('GET', `/changes?limit=1000&after=${cursor}`);
    for (const { listing_id, changed } of body) if (changed.price_eur) prices.set(listing_id, changed.price_eur.to);
    for (const { id, latest_price_eur } of now) assert.equal(prices.get(id), latest_price_eur);
  }
});

type PriceRow = { listing_id: number; effective_at: string; recorded_at: string; price_eur: number | null };

const keyOf = ({ listing_id, effective_at, recorded_at }: PriceRow) =>
  [listing_id, effective_at, recorded_at].join(' ');

/** As docs/exports.md says. */
function apply(copy: Map<string, PriceRow>, { kind, listing_id, changed, prices, ...now }: Change): void {
  for (const [key, row] of copy) if (kind === 'deleted' && row.listing_id === listing_id) copy.delete(key);
  if (kind === 'deleted') return;
  const { effective_at, recorded_at } = now;
  const price = changed.price_eur && { effective_at, recorded_at, to: Number(changed.price_eur.to) };
  for (const { to: price_eur, ...at } of prices ?? (price ? [price] : [])) {
    const row = { listing_id, effective_at: at.effective_at, recorded_at: at.recorded_at, price_eur };
    copy.set(keyOf(row), row);
  }
}

test('a copy of all prices that applies the changes after it as the documents say is a later export', async () => {
  const [id = 0, gone] = await addListings(api, 2);
  await untilCaughtUp(api);
  const { records, cursor } = await ndjson('/exports/prices');
  const copy = new Map(records.map((row) => [keyOf(row), row]));
  await api.call('PATCH', `/listings/${id}`, { latest_price_eur: 5 });
  await api.call('PUT', `/listings/${id}/prices/2021-01-01T00:00:00Z`, { price_eur: 3 });
  await api.call('DELETE', `/listings/${id}/prices/2021-01-01T00:00:00Z`);
  await api.call('DELETE', `/listings/${gone}`);
  await api.call('POST', '/listings', someListing());
  await untilCaughtUp(api);
  for (const change of (await api.call('GET', `/changes?limit=1000&after=${cursor}`)).body) apply(copy, change);
  const sorted = (rows: Iterable<PriceRow>) => [...rows].toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  assert.deepEqual(sorted(copy.values()), sorted((await ndjson('/exports/prices')).records));
});

test('what cannot be asked for is told', async () => {
  const statusOf = async (path: string, accept?: string) =>
    (await api.call('GET', path, undefined, accept === undefined ? {} : { accept })).status;
  assert.equal(await statusOf('/exports/listings', 'image/png'), 406);
  assert.equal(await statusOf('/exports/listings', '*/*'), 200);
  for (const path of [
    ...['/exports/listings?limit=5', '/exports/listings?price_min=5&price_max=1', '/exports/listings?min_drop_pct=5'],
    ...['/exports/prices?from=2021-01-01', '/exports/prices?from=2021-01-01T00:00:00Z&to=2020-01-01T00:00:00Z'],
    ...['/exports/changes?after=nonsense', '/exports/changes?kind=sold'],
  ]) {
    assert.equal(await statusOf(path), 422, path);
  }
  const foreign = Buffer.from(JSON.stringify(['feed', 'another', '1', '1'])).toString('base64url');
  assert.equal(await statusOf(`/exports/changes?after=${foreign}`), 410);
});

test('four are written at once, sixteen wait until readers go away, and more are refused', async () => {
  await addListings(api, 8_000, { description: 'long '.repeat(600) }); // more than all buffers on the way take
  const exporting = async () =>
    (
      await api.sql<{ count: number }>(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%'",
      )
    )[0]?.count;
  const stop = new AbortController();
  const started = await Promise.all(
    Array.from({ length: 4 }, () => fetch(`${api.base}/exports/listings`, { signal: stop.signal })),
  );
  assert.ok(started.every(({ status }) => status === 200));
  const others = Array.from({ length: 17 }, () => api.call('GET', '/exports/prices'));
  const refused = await Promise.race(others);
  assert.deepEqual([refused.status, refused.headers.has('retry-after')], [503, true]);
  stop.abort();
  const answered = (await Promise.all(others)).map(({ status }) => status);
  assert.deepEqual(answered.toSorted(), [...Array(16).fill(200), 503]);
  await until('their connections are closed', async () => (await exporting()) === 0);
});

test('the database does nothing more for an export that nobody reads any more, also before its first row', async () => {
  const slow: ExportSource = async (snapshot, cursor) => ({
    ...(await listingsExport({})(snapshot, cursor)),
    query: 'SELECT FROM pg_sleep(600)',
  });
  const sleeping = async () =>
    await api.sql("SELECT FROM pg_stat_activity WHERE query LIKE 'COPY (SELECT FROM pg_sleep%' AND state = 'active'");
  const { body, over } = await openExport(api.db, slow, { format: 'ndjson' });
  await until('it is under way', async () => (await sleeping()).length === 1);
  body.destroy();
  await over;
  await until('it is cancelled', async () => (await sleeping()).length === 0);
});

test('nor for one whose client leaves while it is opened', async () => {
  const waiting = async () =>
    await api.sql("SELECT FROM pg_locks WHERE NOT granted AND relation = 'listing_change'::regclass");
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE listing_change IN ACCESS EXCLUSIVE MODE');
    const stop = new AbortController();
    const left = fetch(`${api.base}/exports/changes`, { signal: stop.signal });
    await until('it waits', async () => (await waiting()).length === 1);
    stop.abort();
    await assert.rejects(left);
    await until('it is cancelled', async () => (await waiting()).length === 0);
  } finally {
    await locker.end();
  }
});

test('where the database is lost on the way the answer does not look whole', async () => {
  const response = await fetch(`${api.base}/exports/listings`);
  const reader = response.body?.getReader();
  await reader?.read();
  await api.sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%'",
  );
  await assert.rejects(async () => {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read());
  });
});

test('where the database is lost before the first row it is told as that, not as a failure of the service', async () => {
  const pid = 'SELECT pg_backend_pid() AS pid';
  const listings = listingsExport({});
  const source: ExportSource = async (snapshot, cursor) => {
    const { rows } = await snapshot.query<{ pid: number }>({ text: pid });
    await api.sql('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    const isLost = () =>
      snapshot.query({ text: pid }).then(
        () => false,
        () => true,
      );
    await until('it is lost', isLost);
    return await listings(snapshot, cursor);
  };
  const { body } = await openExport(api.db, source, { format: 'ndjson' });
  await assert.rejects(text(body), { name: 'AppError', code: 'unavailable' });
});

test('HEAD tells the cursor and reads no rows, as often as it is asked', async () => {
  await addListings(api, 20_000, { description: 'x'.repeat(1_000) });
  for (let n = 0; n < 8; n += 1) {
    const { status, headers, text } = await api.call('HEAD', '/exports/listings');
    assert.deepEqual([status, text], [200, '']);
    assert.match(headers.get('feed-cursor') ?? '', /^\w+/);
  }
  const copying =
    "SELECT FROM pg_stat_activity WHERE query LIKE 'COPY %' AND state = 'active' AND datname = current_database()";
  await until('their copies have ended', async () => (await api.sql(copying)).length === 0);
});

test('over HTTP/1.0, too, an answer whose database is lost does not look whole', async () => {
  const socket = await openSocket(api.base);
  socket.write('GET /exports/listings HTTP/1.0\r\nHost: x\r\n\r\n');
  const ended = new Promise<string>((resolve) => {
    socket.once('error', () => resolve('reset')).once('end', () => resolve('whole'));
  });
  await until('it comes', async () => socket.readableLength > 0);
  await api.sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%'",
  );
  socket.resume();
  assert.equal(await ended, 'reset');
});

test('readers that take nothing are dropped after a while, and others are let in', async () => {
  const impatient = await startTestApi({ limits: { silence: 50, turn: 50 } });
  try {
    await addListings(impatient, 20_000, { description: 'x'.repeat(1_000) });
    const sockets = await Promise.all(Array.from({ length: 4 }, () => openSocket(impatient.base)));
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.write('GET /exports/listings HTTP/1.1\r\nHost: x\r\n\r\n');
    }
    await until('they take all slots', async () => (await impatient.call('HEAD', '/exports/listings')).status === 503);
    await until('they are dropped', async () => (await impatient.call('HEAD', '/exports/listings')).status === 200);
    for (const socket of sockets) socket.destroy();
  } finally {
    await impatient.stop();
  }
});
