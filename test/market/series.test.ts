import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openLog } from '../../src/log/open-log.ts';
import { addListing } from '../support/listing-rows.ts';
import { importLines, observationLine } from '../support/observations.ts';
import { assertProblem } from '../support/problem.ts';
import { queryParquet } from '../support/read-parquet.ts';
import { readRaw } from '../support/read-raw.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
const printed: string[] = [];

/** Six homes of 50 m2 on offer from 2010 on, each with a postal code of its own: three are cut by 10 % in February 2024. */
before(async () => {
  const to = { write: (line: string) => void printed.push(line) };
  api = await startTestApi({ withLake: true, log: await openLog({ logLevel: 'warn', logFormat: 'json', to }) });
  const homes = [0, 1, 2, 3, 4, 5].map((n) => ({ reference: `R${n}`, price: 100_000 + n * 10_000, n }));
  const line = (reference: string, at: string, n: number, price: number) =>
    observationLine(reference, at, {
      ...{ latest_price_eur: price, surface_area_m2: 50 },
      postal_address: { street_address: '1 rue', postal_code: `6600${n}`, city: 'Perpinyà', country: 'FR' },
    });
  await importLines(api, [
    ...homes.map(({ reference, price, n }) => line(reference, '2010-01-01T00:00:00Z', n, price)),
    ...homes.slice(0, 3).map(({ reference, price, n }) => line(reference, '2024-02-15T12:00:00Z', n, price * 0.9)),
  ]);
  await api.lake?.rebuild();
});
after(async () => await api.stop());

const asked = 'metric=median_price,cut_share,median_cut_pct,price_index&by=city&from=2024-01-01&to=2024-04-01';
const get = async (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
  await api.call('GET', `/market/series?${query}`, undefined, headers);

const place = { country: 'FR', city: 'Perpinyà', count: 6 };
const cutIndex = 100 * Math.sqrt(0.9);

test('a row has its period, its group, how many listings it is of, its figures, and the names of those that are hidden', async () => {
  const { status, headers, body } = await get(asked);
  assert.deepEqual([status, headers.get('content-type')], [200, 'application/json; charset=utf-8']);
  const index = body.map((row: Record<string, number>) => row.price_index);
  assert.ok(Math.abs(index[1] - cutIndex) < 1e-9 && index[2] === index[1], `${index}`);
  const hidden = ['median_cut_pct'];
  assert.deepEqual(body, [
    { period: '2024-01-01', ...place, median_price: 125_000, cut_share: 0, price_index: 100, hidden },
    { period: '2024-02-01', ...place, median_price: 119_000, cut_share: 0.5, price_index: index[1], hidden },
    { period: '2024-03-01', ...place, median_price: 119_000, cut_share: 0, price_index: index[1], hidden },
  ]);
});

test('min_count says of how many a figure has to be', async () => {
  const { body } = await get(`${asked}&min_count=3`);
  assert.deepEqual([body[1].median_cut_pct, body[1].hidden], [10, undefined]);
  assert.deepEqual((await get(`${asked}&min_count=7`)).body[1].hidden, [
    ...['median_price', 'cut_share', 'median_cut_pct', 'price_index'],
  ]);
});

test('Data-As-Of is an instant up to which all is in', async () => {
  const asOf = (await get(asked)).headers.get('data-as-of') ?? '';
  const [{ at = '' } = {}] = await api.sql<{ at: string }>('SELECT max(recorded_at) AS at FROM listing_price');
  assert.ok(asOf > at && asOf <= new Date().toISOString(), asOf);
});

test('as CSV it has a header, the same values, and names of what is hidden with spaces in between', async () => {
  const { headers, text } = await get(`${asked}&min_count=7`, { accept: 'text/csv' });
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.equal(headers.get('content-disposition'), 'attachment; filename="market-series.csv"');
  const [header, first, ...more] = text.split('\r\n');
  assert.equal(header, 'period,country,city,count,median_price,cut_share,median_cut_pct,price_index,hidden');
  assert.equal(first, '2024-01-01,FR,Perpinyà,6,,,,,median_price cut_share median_cut_pct price_index');
  assert.equal(more.length, 3);
  const told = (await get(asked, { accept: 'text/csv' })).text.split('\r\n');
  assert.equal(told[1], '2024-01-01,FR,Perpinyà,6,125000,0,,100,median_cut_pct');
});

test('as Parquet it has the same rows, with types of their own', async () => {
  const accept = { accept: 'application/vnd.apache.parquet' };
  const { headers, bytes } = await readRaw(`${api.base}/market/series?${asked}`, accept);
  assert.equal(headers['content-type'], 'application/vnd.apache.parquet');
  const types = await queryParquet(bytes, 'SELECT column_name, column_type FROM (DESCRIBE FROM file)');
  assert.deepEqual(types.map(Object.values), [
    ...[
      ['period', 'DATE'],
      ['country', 'VARCHAR'],
      ['city', 'VARCHAR'],
      ['count', 'BIGINT'],
      ['median_price', 'DOUBLE'],
    ],
    ...[
      ['cut_share', 'DOUBLE'],
      ['median_cut_pct', 'DOUBLE'],
      ['price_index', 'DOUBLE'],
      ['hidden', 'VARCHAR[]'],
    ],
  ]);
  const { body } = await get(asked);
  const rows = await queryParquet(bytes, 'SELECT * REPLACE (count::INTEGER AS count) FROM file');
  assert.deepEqual(
    rows,
    body.map((row: object) => ({ ...row, median_cut_pct: null })),
  );
});

test('where nothing can be put on disk there is no Parquet for now, and the log says why', async () => {
  const spill = join(api.lake?.folder ?? '', 'spill');
  await rm(spill, { recursive: true, force: true });
  await writeFile(spill, 'in the way');
  try {
    const answer = await get(asked, { accept: 'application/vnd.apache.parquet' });
    assertProblem(answer, 'unavailable');
    assert.match(answer.body.detail, /disk of DATA_DIR/);
    const { level, msg, err } = JSON.parse(printed.at(-1) ?? '');
    assert.deepEqual([level, msg, err.code], ['warn', answer.body.detail, 'EEXIST']);
  } finally {
    await rm(spill);
  }
});

test('a form that there is not is refused by naming those that there are', async () => {
  const answer = await get(asked, { accept: 'text/html' });
  assertProblem(answer, 'not-acceptable');
  assert.match(answer.body.detail, /text\/csv/);
});

test('who knows the answer is answered 304, and HEAD says what GET does', async () => {
  const url = `${api.base}/market/series?${asked}`;
  const whole = await readRaw(url);
  const known = await readRaw(url, { 'if-none-match': whole.headers.etag ?? '' });
  assert.deepEqual([known.status, known.bytes.length, known.headers.etag], [304, 0, whole.headers.etag]);
  assert.match(String(known.headers['data-as-of']), /Z$/);
  const head = await readRaw(url, {}, 'HEAD');
  assert.deepEqual([head.status, head.bytes.length, head.headers.etag], [200, 0, whole.headers.etag]);
  const csv = await readRaw(url, { accept: 'text/csv' });
  assert.notEqual(csv.headers.etag, whole.headers.etag);
  assert.match(String(csv.headers.vary), /accept/i);
});

const future = new Date(Date.now() + 3_600_000).toISOString();
const past = '2024-06-01T00:00:00Z';
const refused: [query: string, parameters: string[]][] = [
  ['by=city', ['metric']],
  ['metric=', ['metric']],
  ['metric=median', ['metric']],
  ['metric=median_price,', ['metric']],
  ['metric=median_price&by=street', ['by']],
  ['metric=median_price&period=decade', ['period']],
  ['metric=median_price&from=yesterday', ['from']],
  ['metric=median_price&from=2024-02-30', ['from']],
  ['metric=median_price&to=2024', ['to']],
  ['metric=median_price&from=2024-02-01&to=2024-02-01', ['from']],
  ['metric=median_price&from=2024-03-01&to=2024-02-01', ['from']],
  [`metric=median_price&from=${future}`, ['from']],
  ['metric=median_price&period=day&from=2000-01-01', ['from']],
  ['metric=median_price&min_count=0', ['min_count']],
  ['metric=median_price&max_lag=soon', ['max_lag']],
  ['metric=median_price&max_lag=0', ['max_lag']],
  [`metric=median_price&known_at=${future}`, ['known_at']],
  ['metric=median_price&price_min=5&price_max=1', ['price_min']],
  ['metric=median_price&sort=id', ['sort']],
  ...['q=flat', `price_changed_since=${past}`, 'ever_below=5', `price_dropped_since=${past}`].map(
    (filter): [string, string[]] => [`metric=median_price&known_at=${past}&${filter}`, [filter.replace(/=.*/, '')]],
  ),
];
for (const [query, parameters] of refused) {
  const told = query.replace(future, 'in an hour');
  test(`${told} is refused, and ${parameters} named`, async () => {
    assertProblem(await get(query), 'invalid', { parameters });
  });
}

test('a first period that had not begun at known_at is told so', async () => {
  const { body } = await get(`metric=median_price&known_at=2020-01-01T00:00:00Z&from=2024-01-01`);
  assert.deepEqual(body.errors, [{ parameter: 'from', detail: 'must be before known_at' }]);
});

test('there is no period before the first year, whatever is left out', async () => {
  for (const period of ['year', 'quarter', 'month', 'week', 'day']) {
    const { status, body } = await get(`metric=median_price&period=${period}&to=0001-01-02`);
    assert.deepEqual([status, body], [200, []], period);
  }
});

test('a share of a drop since no instant is refused', async () => {
  const { status, body } = await get('metric=median_price&min_drop_pct=5');
  assert.deepEqual([status, body.errors[0].parameter], [422, 'min_drop_pct']);
});

test('an answer of too many rows is refused by saying what to ask for', async () => {
  const answer = await get('metric=median_price&by=postal_code&period=day&from=2012-01-01&to=2022-12-01');
  assertProblem(answer, 'too-costly');
  assert.match(answer.body.detail, /more than 20000 rows: ask for fewer/);
});

test('a lake that is behind is told of: refused with max_lag, and with a known_at that it has not reached', async () => {
  assert.equal((await get(`${asked}&max_lag=3600`)).status, 200);
  await addListing(api, { city: 'Perpinyà' });
  await untilCaughtUp(api);
  await until('the figures lack two seconds', async () => (await get(`${asked}&max_lag=2`)).status === 503);
  for (const query of [`${asked}&max_lag=2`, `${asked}&known_at=${new Date().toISOString()}`]) {
    const answer = await get(query);
    assertProblem(answer, 'unavailable');
    assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
  }
});

test('figures that are asked for before the lake is made are said to be not prepared, and when to ask again', async () => {
  const other = await startTestApi({ withLake: true });
  const answer = await other.call('GET', `/market/series?${asked}`);
  assertProblem(answer, 'not-prepared');
  assert.equal(answer.headers.get('retry-after'), '1');
  await other.stop();
});

test('a server without a lake has no figures, and says so', async () => {
  const other = await startTestApi();
  assertProblem(await other.call('GET', `/market/series?${asked}`), 'switched-off');
  await other.stop();
});
