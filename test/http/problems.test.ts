import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { problemTypes } from '../../src/http/problem-types.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

for (const [name, { status, title }] of Object.entries(problemTypes)) {
  test(`the type /problems/${name} leads to a page that explains it`, async () => {
    const page = await api.call('GET', `/problems/${name}`);
    assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    assert.match(page.text, new RegExp(`<h1>${title}</h1>[^]*Status ${status}[^]*What to do`));
    const index = await api.call('GET', '/problems');
    assert.ok(index.text.includes(`<a href="/problems/${name}">`));
  });
}

test('the pages tell what the short messages cannot', async () => {
  const unavailable = await api.call('GET', '/problems/unavailable');
  assert.match(unavailable.text, /<code>known_at<\/code> is not final yet: a write .* is still open/);
  const stale = await api.call('GET', '/problems/stale');
  assert.match(stale.text, /in quotes: <code>If-Match: "3"<\/code>/);
});

test('there is no page for a problem that is none', async () => {
  for (const name of ['x', '__proto__', 'constructor', 'Malformed', '']) {
    assertProblem(await api.call('GET', `/problems/${name}`), 'not-found');
  }
});

test('several things wrong are told together, the first one in the detail', async () => {
  const { name, ...rest } = someListing({ latest_price_eur: -1, rooms_count: 0 });
  const pointers = ['/name', '/latest_price_eur', '/rooms_count', '/more'];
  const answer = await api.call('POST', '/listings', { ...rest, more: name });
  assertProblem(answer, 'invalid', { pointers: answer.body.errors.map((error: { pointer: string }) => error.pointer) });
  assert.deepEqual(new Set(answer.body.errors.map((error: { pointer: string }) => error.pointer)), new Set(pointers));
  const [{ pointer, detail }] = answer.body.errors;
  assert.equal(answer.body.detail, `This is no valid body: ${pointer} ${detail} (and 3 more).`);
});

test('a failure inside the service shows nothing of it, but a number to find it by', async () => {
  await api.sql('ALTER TABLE listing RENAME TO listing_away');
  try {
    for (const answer of [await api.call('GET', '/listings'), await api.call('POST', '/listings', someListing())]) {
      const { request_id, ...body } = answer.body;
      assert.match(request_id, /^\S+$/);
      assertProblem({ ...answer, body }, 'internal');
      assert.doesNotMatch(answer.text, /listing_away|relation|INSERT|SELECT|stack|node_modules/);
    }
  } finally {
    await api.sql('ALTER TABLE listing_away RENAME TO listing');
  }
});

test('input that only the database refuses is counted, since validation should have', async () => {
  await api.sql('ALTER TABLE listing ALTER COLUMN price TYPE numeric(5, 2)');
  const answer = await api.call('POST', '/listings', someListing({ latest_price_eur: 40_000 }));
  assert.deepEqual([answer.status, api.server.counters.inputBugs], [500, 1]);
  api.server.counters.inputBugs = 0;
});
