import assert from 'node:assert/strict';
import { after, before, beforeEach, mock, test } from 'node:test';
import type { Statement } from '../../src/db/queryable.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let listing: string;
let path: string;
const statements: Statement[] = [];
/** Runs before the next read that this pattern fits. */
let meanwhile: { pattern: RegExp; work: () => Promise<unknown> } | undefined;

before(async () => {
  api = await startTestApi();
  const read = api.db.reads.query.bind(api.db.reads);
  mock.method(api.db.reads, 'query', async (statement: Statement) => {
    statements.push(statement);
    const due = meanwhile?.pattern.test(statement.text) ? meanwhile : undefined;
    if (due) meanwhile = undefined;
    await due?.work();
    return await read(statement);
  });
});
after(async () => await api.stop());

beforeEach(async () => {
  const { body } = await api.call('POST', '/listings', someListing());
  listing = `/listings/${body.id}`;
  path = `${listing}/prices`;
  await api.call('PATCH', listing, { latest_price_eur: 2 });
  meanwhile = undefined;
});

async function read(query: string, ifNoneMatch: string, accept = 'application/json') {
  statements.length = 0;
  return await api.call('GET', `${path}${query}`, undefined, { accept, 'if-none-match': ifNoneMatch });
}

const known = [
  ['', '"2"'],
  ['', '*'],
  ['?limit=1', 'W/"2"'],
  ['?order=desc&from=2020-01-01T00:00:00Z', '"1", "2"'],
  ['?detail=full', '"2"'],
] as const;
for (const [query, ifNoneMatch] of known) {
  test(`a history${query} that is known by ${ifNoneMatch} costs one row by its key, and no price`, async () => {
    const answer = await read(query, ifNoneMatch);
    assert.deepEqual([answer.status, answer.headers.get('etag'), answer.text], [304, '"2"', '']);
    assert.equal(statements.length, 1);
    const [{ text, values } = { text: '' }] = statements;
    assert.doesNotMatch(text, /listing_price|listing_change/);
    const plan = await api.sql(
      `EXPLAIN ${text.replace('$1', Array.isArray(values?.[0]) ? `'{${values[0]}}'` : String(values?.[0]))}`,
    );
    const nodes = JSON.stringify(plan).match(/(Index|Seq|Bitmap)[\w ]* Scan[^(]*/g) ?? [];
    assert.match(nodes[0] ?? '', /^Index Scan using listing_pkey on listing/);
    assert.equal(nodes.length, query === '?detail=full' ? 2 : 1, String(nodes));
  });
}

test('as CSV it is known by the tag of CSV, and by no other', async () => {
  assert.equal((await read('', '"2-csv"', 'text/csv')).status, 304);
  assert.equal(statements.length, 1);
  assert.equal((await read('', '"2"', 'text/csv')).status, 200);
  assert.equal((await read('', '"2-csv"')).status, 200);
});

test('without If-None-Match a history is one statement, with a tag that is not known two', async () => {
  statements.length = 0;
  await api.call('GET', path);
  assert.equal(statements.length, 1);
  const answer = await read('', '"1"');
  assert.deepEqual([answer.status, answer.headers.get('etag'), answer.body.length], [200, '"2"', 2]);
  assert.equal(statements.length, 2);
});

test('what is wrong with a request is said to those who know the tag, too', async () => {
  assertProblem(await read('?after=x', '"2"'), 'invalid', { parameters: ['after'] });
  assertProblem(await read('?limit=0', '*'), 'invalid', { parameters: ['limit'] });
  await api.call('DELETE', listing);
  assertProblem(await read('', '"2"'), 'not-found');
  assertProblem(await read('', '*'), 'not-found');
  path = '/listings/x/prices';
  assertProblem(await read('', '*'), 'not-found');
});

test('a price that comes in between is in the answer, under its own tag', async () => {
  meanwhile = { pattern: /listing_price/, work: () => api.call('PATCH', listing, { latest_price_eur: 3 }) };
  const answer = await read('', '"1"');
  assert.deepEqual([answer.status, answer.headers.get('etag')], [200, '"3"']);
  assert.deepEqual(
    answer.body.map(({ price_eur }: { price_eur: number }) => price_eur),
    [100_000, 2, 3],
  );
});

test('what became the state that the client knows while it was read is known, too', async () => {
  meanwhile = { pattern: /listing_price/, work: () => api.call('PATCH', listing, { latest_price_eur: 3 }) };
  const answer = await read('', '"3"');
  assert.deepEqual([answer.status, answer.headers.get('etag'), answer.text], [304, '"3"', '']);
});

test('a listing that is deleted in between is not found', async () => {
  meanwhile = { pattern: /listing_price/, work: () => api.call('DELETE', listing) };
  assertProblem(await read('', '"1"'), 'not-found');
});

test('what is final is known by what it says, and never by a version', async () => {
  const query = `?known_at=${new Date().toISOString()}`;
  const { headers } = await read(query, '"2"');
  const tag = headers.get('etag') ?? '';
  assert.match(tag, /^"[\w-]{22}"$/);
  await api.call('PATCH', listing, { latest_price_eur: 4 });
  assert.equal((await read(query, tag)).status, 304);
});
