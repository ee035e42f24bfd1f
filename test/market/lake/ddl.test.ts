import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { ddlFor } from '../../../src/market/lake/ddl/ddl-for.ts';
import type { Layer, Manifest } from '../../../src/market/lake/manifest.ts';

let folder: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
before(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'pricetrail-ddl-')), "it's a [lake] {1,2} *? layer=7");
  for (const table of ['prices', 'listings', 'replaced']) await mkdir(join(folder, table), { recursive: true });
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'Asia/Kathmandu'"); // which nothing depends on
});
after(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(join(folder, '..'), { recursive: true });
});

type Version = { id: number; city?: string; validFrom?: string; validTo?: string };
type Price = { id: number; eur: number | null; from: string; until?: string; recorded?: string };
type Row = Record<string, unknown>;
type Content = { versions: Version[]; prices: Price[]; replaced?: number[] };

const instantOr = (instant: string | undefined) => (instant ? `TIMESTAMPTZ '${instant}'` : 'NULL::TIMESTAMPTZ');

/** Writes the files of a layer as a lake has them. */
async function store(number: number, { versions, prices, replaced = [] }: Content): Promise<Layer> {
  const queries = {
    listings: versions.map(
      ({ id, city = 'Lyon', validFrom, validTo }) => `SELECT 'FR/${city.toLowerCase()}' AS place, ${id}::BIGINT AS
        listing_id, 1::BIGINT AS version, ${instantOr(validFrom)} AS valid_from, ${instantOr(validTo)} AS valid_to,
        NULL::TIMESTAMPTZ AS known_from, ${instantOr(validTo)} AS superseded_at, 'HOUSE' AS building_type,
        '69001' AS postal_code, '69001' AS postal_code_key, '${city}' AS city, '${city.toLowerCase()}' AS city_key,
        'FR' AS country, 50::DOUBLE AS surface_area_m2, 2::INTEGER AS rooms_count, 1::INTEGER AS bedrooms_count,
        NULL::VARCHAR AS reference, TIMESTAMPTZ '2020-01-01T00:00:00Z' AS created_date, ${number}::BIGINT AS layer`,
    ),
    prices: prices.map(
      ({
        id,
        eur,
        from,
        until,
        recorded = from,
      }) => `SELECT 'FR/lyon' AS place, ${id}::BIGINT AS listing_id, ${instantOr(from)} AS
        effective_at, ${instantOr(recorded)} AS recorded_at, ${instantOr(until)} AS until, ${eur}::DECIMAL(14,2) AS price_eur,
        NULL::DECIMAL(14,2) AS previous_price_eur, ${eur === null} AS void, ${number}::BIGINT AS layer`,
    ),
    replaced: replaced.map((id) => `SELECT ${id}::BIGINT AS listing_id, ${number}::BIGINT AS layer`),
  };
  const files: Record<string, string[]> = {};
  for (const [table, rows] of Object.entries(queries)) {
    files[table] = rows.map((_, n) => `${table}/000000000${number}-${n}.parquet`);
    for (const [n, row] of rows.entries()) {
      const path = join(folder, files[table]?.[n] ?? '').replaceAll("'", "''");
      await connection.run(`COPY (${row}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
    }
  }
  const { prices: priceFiles = [], listings = [], replaced: replacedFiles = [] } = files;
  const rows = { prices: prices.length, listings: versions.length, replaced: replaced.length };
  return { number, prices: priceFiles, listings, replaced: replacedFiles, rows, bytes: 0 };
}

function manifestOf(...layers: Layer[]): Manifest {
  return { format: 1, number: layers.at(-1)?.number ?? 0, cursor: 'c', as_of: '2026-11-29T06:00:00.000Z', layers };
}

/** Runs all statements, as somebody would who pastes them; the last one is the example. */
async function runInDuckDb(manifest: Manifest) {
  return await query(ddlFor('duckdb', { manifest, at: folder }));
}

async function query(sql: string) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

const old = '2021-01-01T00:00:00Z';
const startOfMonth = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth())).toISOString();
const first: Content = {
  versions: [{ id: 1 }, { id: 2 }, { id: 3 }],
  prices: [
    { id: 1, eur: 100_000, from: old },
    { id: 2, eur: 200_000, from: old },
    { id: 3, eur: 300_000, from: old },
  ],
};

test('of a lake of one layer all rows count', async () => {
  await runInDuckDb(manifestOf(await store(1, first)));
  assert.deepEqual(await query('SELECT listing_id FROM lake.listings ORDER BY ALL'), [
    { listing_id: '1' },
    { listing_id: '2' },
    { listing_id: '3' },
  ]);
  assert.deepEqual(await query('SELECT sum(price_eur) AS sum FROM lake.prices'), [{ sum: '600000.00' }]);
});

test('of several layers the last one that has a listing counts, and a deleted one has none', async () => {
  const second: Content = {
    versions: [
      { id: 1, validTo: '2022-01-01T00:00:00Z' },
      { id: 1, city: 'Nantes', validFrom: '2022-01-01T00:00:00Z' },
      { id: 5 },
    ],
    prices: [
      { id: 1, eur: 100_000, from: old, until: '2022-01-01T00:00:00Z' },
      { id: 1, eur: 110_000, from: '2022-01-01T00:00:00Z' },
      { id: 5, eur: 1, from: old },
    ],
    replaced: [1, 2, 5],
  };
  const third: Content = { versions: [{ id: 4 }], prices: [{ id: 4, eur: 400_000, from: old }], replaced: [4, 5] };
  const layers = [await store(1, first), await store(2, second), await store(7, third)];
  await runInDuckDb(manifestOf(...layers));
  const counted = 'SELECT listing_id, city, layer FROM lake.listings ORDER BY ALL';
  assert.deepEqual(await query(counted), [
    { listing_id: '1', city: 'Lyon', layer: '2' },
    { listing_id: '1', city: 'Nantes', layer: '2' },
    { listing_id: '3', city: 'Lyon', layer: '1' },
    { listing_id: '4', city: 'Lyon', layer: '7' },
  ]);
  assert.deepEqual(await query('SELECT listing_id, price_eur FROM lake.prices ORDER BY ALL'), [
    { listing_id: '1', price_eur: '100000.00' },
    { listing_id: '1', price_eur: '110000.00' },
    { listing_id: '3', price_eur: '300000.00' },
    { listing_id: '4', price_eur: '400000.00' },
  ]);
});

test('the views have the columns of the files, in their types', async () => {
  await runInDuckDb(manifestOf(await store(1, first)));
  const columnsIn = async (from: string) => await query(`SELECT column_name, column_type FROM (DESCRIBE FROM ${from})`);
  const asText = `${folder.replaceAll(/[*?[]/g, '[$&]')}`.replaceAll("'", "''");
  for (const table of ['listings', 'prices']) {
    assert.deepEqual(await columnsIn(`lake.${table}`), await columnsIn(`'${asText}/${table}/*.parquet'`));
  }
});

test('the example tells the prices that held when the month ended, where the listings were then', async () => {
  const rows = await runInDuckDb(
    manifestOf(
      await store(1, {
        versions: [
          { id: 1, city: 'Lyon', validTo: startOfMonth },
          { id: 1, city: 'Nantes', validFrom: startOfMonth },
          { id: 2, city: 'LYON' },
          { id: 3, city: 'Nantes' },
        ],
        prices: [
          { id: 1, eur: 100_000, from: old, until: startOfMonth },
          { id: 1, eur: 1, from: startOfMonth },
          { id: 2, eur: 999, from: old, until: old }, // corrected
          { id: 2, eur: 150_000, from: old },
          { id: 2, eur: null, from: '2023-01-01T00:00:00Z', until: '2023-01-01T00:00:00Z' },
          { id: 3, eur: 2, from: startOfMonth },
        ],
      }),
    ),
  );
  assert.deepEqual(rows, [{ country: 'FR', city_name: 'LYON', median_eur_per_m2: 2_500, listings_count: '2' }]);
});

test('the questions in the documentation tell what was so, and what was believed to be so', async () => {
  const voided: Price = { id: 1, eur: null, from: '2025-05-01T00:00:00Z', until: '2025-05-01T00:00:00Z' };
  const prices: Price[] = [
    { id: 1, eur: 100_000, from: '2025-01-01T00:00:00Z' },
    { id: 1, eur: 1, from: '2025-05-01T00:00:00Z', until: '2025-05-01T00:00:00Z' },
    { ...voided, recorded: '2025-09-01T00:00:00Z' },
    { id: 2, eur: 200_000, from: '2025-01-01T00:00:00Z', until: '2025-06-30T22:00:00Z' },
    { id: 2, eur: 210_000, from: '2025-06-30T22:00:00Z', recorded: '2025-09-01T00:00:00Z' },
  ];
  const versions: Version[] = [
    { id: 1, city: 'Nantes', validTo: '2025-06-30T22:00:00Z' },
    { id: 1, validFrom: '2025-06-30T22:00:00Z' },
    { id: 2, validTo: '2025-07-01T00:00:00Z' },
    { id: 2, city: 'Nantes', validFrom: '2025-07-01T00:00:00Z' },
  ];
  await runInDuckDb(manifestOf(await store(1, { versions, prices })));
  const text = await readFile(new URL('../../../docs/lake.md', import.meta.url), 'utf8');
  const [so = '', believed = ''] = [...text.matchAll(/^```sql\n(.*?)^```/gms)].map(([, sql = '']) => sql);
  assert.deepEqual((await query(so)).toSorted(byListing), [
    { listing_id: '1', price_eur: '100000.00', surface_area_m2: 50 },
    { listing_id: '2', price_eur: '210000.00', surface_area_m2: 50 },
  ]);
  assert.deepEqual((await query(believed)).toSorted(byListing), [
    { listing_id: '1', price_eur: '1.00' },
    { listing_id: '2', price_eur: '200000.00' },
  ]);
});

function byListing(one: Row, other: Row): number {
  return Number(one.listing_id) - Number(other.listing_id);
}

test('a lake without listings has nothing to make tables of', async () => {
  const manifest = manifestOf(await store(1, { versions: [], prices: [] }));
  assert.throws(() => ddlFor('duckdb', { manifest, at: folder }), { code: 'not_found' });
});
