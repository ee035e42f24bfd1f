import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { homeLines, idsByReference } from '../support/market/home-lines.ts';
import { importLines } from '../support/observations.ts';
import { assertProblem } from '../support/problem.ts';
import { queryParquet, readParquet } from '../support/read-parquet.ts';
import { readRaw } from '../support/read-raw.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let dearer = 0;

/** Two homes whose prices are cut in February 2024, one of them twice. */
before(async () => {
  api = await startTestApi({ withLake: true });
  const start = '2024-01-01T00:00:00Z';
  const homes = {
    cheaper: { [start]: 100_000, '2024-02-10T12:00:00Z': 80_000 },
    dearer: { [start]: 200_000, '2024-02-05T12:00:00Z': 190_000, '2024-02-20T12:00:00Z': 180_000 },
  };
  await importLines(api, homeLines(homes, { city: 'Perpinyà' }));
  dearer = (await idsByReference(api)).get('dearer') ?? 0;
  await api.lake?.rebuild();
});
after(async () => await api.stop());

const february = 'from=2024-02-01&to=2024-03-01';
const get = async (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
  await api.call('GET', `/market/movers?${query}`, undefined, headers);

test('Data-As-Of is an instant up to which all is in', async () => {
  const asOf = (await get(february)).headers.get('data-as-of') ?? '';
  const [{ at = '' } = {}] = await api.sql<{ at: string }>('SELECT max(recorded_at) AS at FROM listing_price');
  assert.ok(asOf > at && asOf <= new Date().toISOString(), asOf);
});

const columns = ['listing_id', 'from_eur', 'to_eur', 'change_eur', 'change_pct', 'cuts', 'changes', 'changed_date'];

test('as CSV it has the same figures, and no listings', async () => {
  const { headers, text } = await get(`sort=cuts&limit=1&${february}`, { accept: 'text/csv' });
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.deepEqual(text.split('\r\n'), [
    ...[columns.join(','), `${dearer},200000,180000,-20000,-10,2,2,2024-02-20T12:00:00.000Z`, ''],
  ]);
});

test('as Parquet too, with types of their own', async () => {
  const url = `${api.base}/market/movers?${february}`;
  const { bytes } = await readRaw(url, { accept: 'application/vnd.apache.parquet' });
  const types = await queryParquet(bytes, 'SELECT column_name, column_type FROM (DESCRIBE FROM file)');
  assert.deepEqual(
    types.map(({ column_type }) => column_type),
    ['BIGINT', 'DOUBLE', 'DOUBLE', 'DOUBLE', 'DOUBLE', 'BIGINT', 'BIGINT', 'TIMESTAMP WITH TIME ZONE'],
  );
  const { body } = await get(`${february}`);
  const figures = body.map(({ listing: _, ...mover }: Record<string, unknown>) => mover);
  assert.deepEqual(await readParquet(bytes), figures);
});

const future = new Date(Date.now() + 3_600_000).toISOString();
const refused: [query: string, parameter: string][] = [
  ['direction=up', 'direction'],
  ['sort=price', 'sort'],
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['from=yesterday', 'from'],
  ['from=2024-02-30', 'from'],
  ['to=2024', 'to'],
  ['from=2024-02-01&to=2024-02-01', 'from'],
  ['from=2024-03-01&to=2024-02-01', 'from'],
  [`from=${future}`, 'from'],
  ['from=2024-02-01&known_at=2024-01-01T00:00:00Z', 'from'],
  [`known_at=${future}`, 'known_at'],
  ['known_at=2024-02-01T00:00:00Z&q=flat', 'q'],
  ['max_lag=0', 'max_lag'],
  ['price_min=5&price_max=1', 'price_min'],
  ['metric=median_price', 'metric'],
];
for (const [query, parameter] of refused) {
  test(`${query.replace(future, 'in an hour')} is refused, and ${parameter} named`, async () => {
    assertProblem(await get(query), 'invalid', { parameters: [parameter] });
  });
}

test('a server without a lake has no movers, and says so', async () => {
  const other = await startTestApi();
  assertProblem(await other.call('GET', '/market/movers'), 'switched-off');
  await other.stop();
});
