import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../src/changes/change.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
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
