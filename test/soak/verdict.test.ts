import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainedLines } from './explained-lines.ts';
import { causeless, type ToldOften, unexplained } from './verdict.ts';

const line = (told: Partial<ToldOften>): ToldOften => ({
  ...{ process: 'api', level: 'warn', msg: 'something is wrong', cause: '', times: 1 },
  ...told,
});

test('a line without a cause is told, whatever its level, unless the manual explains it', async () => {
  const explained = await explainedLines();
  const of = (told: Partial<ToldOften>) => causeless([line(told)], explained).length;
  assert.deepEqual([of({}), of({ level: 'error' }), of({ cause: 'the disk is full' })], [1, 1, 0]);
  assert.equal(of({ msg: 'requests are refused: The database has more to do than it can at the moment.' }), 0);
  assert.equal(of({ msg: 'no requests are refused: ' }), 1);
});

test('an answer of 503 is explained by a fault that takes the database, and by nothing else', () => {
  const struck = [
    { name: 'the database is restarted', from: 1_000, to: 2_000, takes: 'database' as const },
    { name: 'the worker is killed', from: 50_000, to: 60_000 },
    { name: 'the disk of the lake is full', from: 70_000, to: 80_000, takes: 'lake' as const },
  ];
  const told = [{ process: 'api', at: 50_900, level: 'warn', msg: 'It failed.', err: { message: 'no room' } }];
  const of = (at: number, status = 503, route = 'GET /listings') =>
    unexplained([{ at, status, route, count: 1 }], struck, told);
  assert.deepEqual([of(1_500), of(4_000)], [[], []]);
  assert.deepEqual(of(500), ['1 × 503 of GET /listings, before any fault']);
  assert.equal(of(1_500, 500).length, 1);
  assert.deepEqual([of(75_000, 503, 'GET /market/series'), of(100_000, 503, 'GET /listings/:id/market')], [[], []]);
  assert.deepEqual([of(75_000).length, of(120_000, 503, 'GET /market/series').length], [1, 1]);
  assert.deepEqual(of(51_000), ['1 × 503 of GET /listings, 1 s after: the worker is killed (api: It failed. no room)']);
});

test('very many requests explain that what is costly is refused, and nothing else', () => {
  const struck = [{ name: 'very many requests', from: 1_000, to: 2_000, takes: 'costly' as const }];
  const of = (route: string, at = 1_500, status = 503) =>
    unexplained([{ at, status, route, count: 1 }], struck, []).length;
  assert.deepEqual([of('GET /exports/prices'), of('GET /listings/:id/market'), of('GET /market/series')], [0, 0, 0]);
  assert.deepEqual(
    [of('GET /listings'), of('GET /exports/prices', 6_000), of('GET /exports/prices', 1_500, 500)],
    [1, 1, 1],
  );
});
