import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Question } from '../../src/market/duckdb/questions.ts';
import type { Source } from '../../src/market/figures/homes.sql.ts';
import { metricNames } from '../../src/market/figures/metrics.ts';
import { periodsBetween } from '../../src/market/figures/periods.ts';
import { seriesQuestion } from '../../src/market/figures/series.sql.ts';
import { standingQuestion } from '../../src/market/figures/standing.sql.ts';
import { pathsOf } from '../../src/market/lake/make-layer.ts';
import { TestLake } from '../support/lake/test-lake.ts';
import { addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let lake: TestLake;
before(async () => {
  database = await createTestDatabase();
  lake = await TestLake.open(database);
  await addListings(database, 20);
  await lake.rebuild();
  await database.sql('UPDATE listing SET price = price + 1 WHERE id = (SELECT min(id) FROM listing)');
  assert.equal((await lake.follow()).layers.length, 2);
});
after(async () => {
  await lake.close();
  await database.drop();
});

const now = Date.now();
const periods = periodsBetween('month', { from: now - 80 * 86_400_000, to: now }, 9) ?? assert.fail('too many');
const whatever = { filters: { updated_since: '2020-01-01T00:00:00.000Z' }, periods };
const questions: Readonly<Record<string, (source: Source) => Question>> = {
  'all figures': (source) => seriesQuestion({ source, ...whatever, by: ['city'], metrics: metricNames, limit: 9 }),
  'all figures as known earlier': ({ paths }) => {
    const source = { paths, knownAt: '2025-01-01T00:00:00.000Z' };
    return seriesQuestion({ source, ...whatever, by: ['city'], metrics: metricNames, limit: 9 });
  },
  'a standing': (source) => standingQuestion({ source, ...whatever, listingId: 99, surfaceM2: 50, pricePerM2: 2_000 }),
};
for (const [name, questionOf] of Object.entries(questions)) {
  test(`${name} of a lake with several layers: which prices are of homes is found by hashes, not by each with each`, async () => {
    const source = { paths: await pathsOf(lake.making.store, (await lake.latest()).layers), knownAt: undefined };
    const statements = [...questionOf(source).statements];
    const last = statements.pop() ?? assert.fail('no statement');
    const { sql, values } = typeof last === 'string' ? { sql: last, values: {} } : last;
    const explained = { sql: `EXPLAIN (FORMAT json) ${sql}`, values };
    const { columns } = await lake.making.duckdb.ask({ statements: [...statements, explained] }, { limitMs: 30_000 });
    const [plan] = JSON.parse(String(columns[1]?.[0]));
    const joins = [...nodesOf(plan)].filter((node) => /SEMI$/.test(String(node.extra_info?.['Join Type'])));
    assert.ok(joins.length > 0);
    for (const join of joins) assert.match(join.name, /^(HASH|LEFT_DELIM)_JOIN/); // the latter has one of hashes in it
  });
}

type Node = { name: string; children: Node[]; extra_info?: Record<string, unknown> };

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}
