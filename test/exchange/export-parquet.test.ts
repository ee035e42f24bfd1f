import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readNumber } from '../../src/exchange/export/parquet/read-number.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { queryParquet, readParquet } from '../support/read-parquet.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { long } from '../support/thorough.ts';
import { until } from '../support/until.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

const parquet = 'application/vnd.apache.parquet';

let api: TestApi;
before(async () => {
  api = await startTestApi();
  const odd = ['tab\there', 'line\nand\r\nline', 'back\\slash \\N \\t', '"quoted", comma', "l'été 🏠", '\\N', 'x'];
  for (const [n, name] of odd.entries()) {
    const { status } = await api.call('POST', '/listings', {
      ...someListing({ name, description: `${name} ${n}`, latest_price_eur: 1_000.5 + n, surface_area_m2: 1e-7 * n }),
      ...(n % 2 === 0 ? { reference: `ref ${name}`, contact_phone_number: '+33612345678' } : {}),
      postal_address: { ...someListing().postal_address, city: n % 2 === 0 ? "L'Haÿ" : 'Lyon' },
    });
    assert.equal(status, 201);
  }
  for (const latest_price_eur of [999_999_999_999.99, 0.01, 999_999_999_999.98, 0.29])
    await api.call('PATCH', '/listings/1', { latest_price_eur });
  await api.call('PUT', '/listings/2/prices/2020-01-01T00:00:00Z', { price_eur: 3, reason: 'late, "really"' });
  await api.call('DELETE', '/listings/2/prices/2020-01-01T00:00:00Z');
  for (const at of [
    '0001-01-01T00:00:00.001Z',
    '1900-02-28T23:59:59.999Z',
    '1969-12-31T23:59:59.5Z',
    '2000-02-29T12:00:00.12Z',
  ])
    assert.equal((await api.call('PUT', `/listings/4/prices/${at}`, { price_eur: 4.07 })).status, 201, at);
  await api.call('DELETE', '/listings/3');
  await untilCaughtUp(api);
});
after(async () => await api.stop());

async function exported(path: string) {
  const response = await fetch(`${api.base}${path}`, { headers: { accept: parquet } });
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, parquet]);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { bytes, rows: await readParquet(bytes), headers: response.headers };
}

/** The rows of NDJSON as a table has them: without an address of its own, and with null for what is left out. */
async function expected(path: string, names: readonly string[]) {
  const { text } = await api.call('GET', path);
  const records = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return records.map(({ postal_address, ...record }) => {
    const flat: Record<string, unknown> = { ...record, ...postal_address };
    return Object.fromEntries(names.map((name) => [name, flat[name] ?? null]));
  });
}

async function columnsOf(bytes: Uint8Array) {
  const rows = await queryParquet(bytes, 'SELECT column_name, column_type FROM (DESCRIBE FROM file)');
  return Object.fromEntries(rows.map(({ column_name, column_type }) => [String(column_name), column_type]));
}

const cases = {
  listings: ['', '?city=lyon', '?q=slash', '?ids=1,2', '?price_max=900', '?city=nowhere'],
  prices: ['', '?to=2021-01-01T00:00:00Z', '?from=2021-01-01T01:00:00%2B01:00', '?to=0001-01-01T00:00:00Z'],
  changes: ['', '?kind=updated', '?kind=corrected&field=city', '?listing_id=2', '?kind=deleted', '?after=now'],
};
for (const [what, queries] of Object.entries(cases)) {
  test(`every value of ${what} in Parquet is that of NDJSON`, async () => {
    for (const query of queries) {
      const { bytes, rows } = await exported(`/exports/${what}${query}`);
      const names = Object.keys(await columnsOf(bytes));
      assert.deepEqual(rows, await expected(`/exports/${what}${query}`, names), query);
    }
  });
}

test('columns are those of CSV, of types that say what they hold', async () => {
  const typesOf = async (what: string) => {
    const { text } = await api.call('GET', `/exports/${what}`, undefined, { accept: 'text/csv' });
    const types = await columnsOf((await exported(`/exports/${what}`)).bytes);
    assert.deepEqual(Object.keys(types), text.slice(0, text.indexOf('\r\n')).split(','));
    return types;
  };
  const [euros, instant] = ['DECIMAL(14,2)', 'TIMESTAMP WITH TIME ZONE'];
  const prices = { listing_id: 'BIGINT', effective_at: instant, recorded_at: instant, price_eur: euros };
  assert.deepEqual(await typesOf('prices'), prices);
  const listings = await typesOf('listings');
  assert.deepEqual(
    [listings.latest_price_eur, listings.surface_area_m2, listings.rooms_count],
    [euros, 'DOUBLE', 'INTEGER'],
  );
  assert.deepEqual([listings.updated_date, listings.city, listings.reference], [instant, 'VARCHAR', 'VARCHAR']);
  const changes = await typesOf('changes');
  assert.deepEqual([changes.changed, changes.prices, changes.version], ['JSON', 'JSON', 'BIGINT']);
});

test('the file has the cursor of the header, and its name', async () => {
  const { bytes, headers } = await exported('/exports/prices');
  const [pair] = await queryParquet(
    bytes,
    'SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(file)',
  );
  assert.deepEqual(pair, { key: 'pricetrail.feed_cursor', value: headers.get('feed-cursor') });
  assert.match(headers.get('content-disposition') ?? '', /filename="prices.parquet"/);
  assert.deepEqual([headers.get('vary'), headers.has('content-encoding')], ['accept', false]);
});

test('Parquet is given to those who ask for it, and to nobody else', async () => {
  const typeFor = async (accept: string) => {
    const { status, headers, text } = await api.call('GET', '/exports/changes?after=now', undefined, { accept });
    return status === 200 ? headers.get('content-type')?.split(';')[0] : text;
  };
  const [ndjson, csv] = ['application/x-ndjson', 'text/csv'];
  for (const accept of [
    '*/*',
    'application/*',
    `${ndjson}, ${parquet}`,
    `${parquet};q=0.5, ${ndjson}`,
    `${parquet};q=0, */*`,
  ])
    assert.equal(await typeFor(accept), ndjson, accept);
  for (const accept of [
    parquet,
    `${csv};q=0.5, ${parquet}`,
    `${parquet}, */*;q=0.1`,
    `${ndjson};q=0, ${csv};q=0.1, */*`,
  ])
    assert.equal(await typeFor(accept), parquet, accept);
  assert.equal(await typeFor(`text/*, ${parquet};q=0.9`), csv);
  assert.match((await typeFor('image/png')) ?? '', /application\/vnd\.apache\.parquet/);
});

test('a book without listings makes files without rows', async () => {
  const empty = await startTestApi();
  try {
    for (const what of Object.keys(cases)) {
      const response = await fetch(`${empty.base}/exports/${what}`, { headers: { accept: parquet } });
      assert.deepEqual(await readParquet(new Uint8Array(await response.arrayBuffer())), [], what);
    }
  } finally {
    await empty.stop();
  }
});

test('many rows are several groups, and a reader leaves those out that it does not need', async () => {
  const [id = 0] = await addListings(api, 1);
  await api.sql(
    `WITH quiet AS (SELECT set_config('session_replication_role', 'replica', true))
     INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
     SELECT $1, timestamptz '2000-01-01 00:00Z' + n * interval '1 ms', timestamptz '2000-01-01 00:00Z' + n * interval '1 ms',
       CASE WHEN n % 7 <> 0 OR n > 100000 THEN n / 100.0 END FROM quiet, generate_series(1, 130000) n`,
    [id],
  );
  const { bytes, rows } = await exported('/exports/prices');
  assert.deepEqual(rows, await expected('/exports/prices', Object.keys(rows[0] ?? {})));
  const groups = await queryParquet(
    bytes,
    `SELECT row_group_num_rows AS rows, stats_null_count AS nulls, stats_min_value AS least, stats_max_value AS greatest,
     compression FROM parquet_metadata(file) WHERE path_in_schema = 'price_eur'`,
  );
  assert.equal(groups.length, 2);
  assert.ok(groups.every(({ compression }) => compression === 'ZSTD'));
  for (const { least, greatest } of groups) assert.ok(Number(least) < Number(greatest));
  const found = async (where: string) =>
    (await queryParquet(bytes, `SELECT count(*) AS rows FROM file WHERE ${where}`))[0]?.rows;
  assert.equal(await found(`listing_id = ${id} AND price_eur = 1250.01`), '1');
  assert.equal(await found("effective_at = '2000-01-01 00:02:00.001Z'"), '1');
  assert.equal(await found("effective_at < '0001-01-02 00:00:00Z'"), '1');
});

/** Symbols that are no words and do not shrink: more than all buffers on the way take. */
async function addLongListings(count: number): Promise<void> {
  const symbols = () => Array.from(randomBytes(1_400), (byte) => String.fromCharCode(0x2600 + byte)).join('');
  const texts = Array.from({ length: count }, symbols);
  const ids = await addListings(api, count);
  await api.sql(
    `WITH quiet AS (SELECT set_config('session_replication_role', 'replica', true))
     UPDATE listing SET description = long.text, city = 'city ' || id * 7919 % 3001,
       reference = CASE WHEN id % 3 = 0 THEN 'ref ' || id END
     FROM quiet, unnest($1::bigint[], $2::text[]) long (id_of, text) WHERE id = id_of`,
    [ids, texts],
  );
}

test('long texts make groups of fewer rows', { skip: long }, async () => {
  await addLongListings(5_000);
  const { bytes, rows } = await exported('/exports/listings');
  assert.deepEqual(rows, await expected('/exports/listings', Object.keys(rows[0] ?? {})));
  const [found] = await queryParquet(bytes, 'SELECT num_row_groups AS groups FROM parquet_file_metadata(file)');
  assert.equal(Number(found?.groups), 2);
});

test('a reader that goes away ends it, and a database that is lost leaves no whole file', async () => {
  await addLongListings(5_000); // more than all buffers on the way take
  const running = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%'";
  const exporting = async () => (await api.sql(`SELECT pid ${running}`)).length;
  const begin = async (signal?: AbortSignal) =>
    await fetch(`${api.base}/exports/listings`, { headers: { accept: parquet }, ...(signal && { signal }) });
  const stop = new AbortController();
  assert.equal((await begin(stop.signal)).status, 200);
  await until('it is read', async () => (await exporting()) === 1);
  stop.abort();
  await until('its connection is closed', async () => (await exporting()) === 0);
  const cut = await begin();
  await until('it is read', async () => (await exporting()) === 1);
  await api.sql(`SELECT pg_terminate_backend(pid) ${running}`);
  await assert.rejects(cut.arrayBuffer());
});

test('numbers are read as PostgreSQL sends them', async () => {
  const amounts = [
    '0',
    '0.01',
    '0.29',
    '1',
    '9999.99',
    '10000',
    '10000.01',
    '100000000',
    '123400000000',
    '999999999999.99',
  ];
  const random = Array.from({ length: 2_000 }, (_, n) => (Math.random() * 10 ** (n % 13)).toFixed(2));
  const sent = await api.sql<{ amount: string; bytes: Buffer }>(
    'SELECT amount, numeric_send(amount::numeric(14,2)) AS bytes FROM unnest($1::text[]) amount',
    [[...amounts, ...random].flatMap((amount) => [amount, `-${amount}`])],
  );
  for (const { amount, bytes } of sent)
    assert.equal(
      BigInt(readNumber.euros(bytes, 0)),
      BigInt(Number(amount.replace('.', '')) * (amount.includes('.') ? 1 : 100)),
    );
  const instants = Array.from(
    { length: 2_000 },
    () => new Date(-62_135_596_800_000 + Math.floor(Math.random() * 315_537_897_600_000)),
  );
  for (const { at, bytes } of await api.sql<{ at: string; bytes: Buffer }>(
    'SELECT at, timestamptz_send(at::timestamptz) AS bytes FROM unnest($1::text[]) at',
    [[...instants.map((instant) => instant.toISOString()), '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00.001Z']],
  ))
    assert.equal(readNumber.instant(bytes, 0), Date.parse(at), at);
  const ids = ['0', '1', '4294967295', '4294967296', '9007199254740991', '-1'];
  for (const { id, bytes } of await api.sql<{ id: string; bytes: Buffer }>(
    'SELECT id, int8send(id::bigint) AS bytes FROM unnest($1::text[]) id',
    [ids],
  ))
    assert.equal(readNumber.id(bytes, 0), Number(id));
});
