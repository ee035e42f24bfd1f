import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let path: string;
before(async () => {
  api = await startTestApi();
  path = `/listings/${(await api.call('POST', '/listings', someListing())).body.id}`;
  await api.call('PATCH', path, { rooms_count: 4 });
});
after(async () => await api.stop());

const known = ['"2"', 'W/"2"', '*', '"1", "2"', '"x","2"'];
const unknown = ['"1"', '"22"', '2', '""', 'W/"1"', '"2-csv"'];

for (const suffix of ['', '/prices', '?as_of=now']) {
  const query = () => suffix.replace('now', new Date().toISOString());
  for (const tag of known) {
    test(`a read of ${suffix || 'a listing'} with If-None-Match: ${tag} is answered 304 at version 2, without a body`, async () => {
      const answer = await api.call('GET', `${path}${query()}`, undefined, { 'if-none-match': tag });
      assert.deepEqual([answer.status, answer.text, answer.headers.get('etag')], [304, '', '"2"']);
      assert.equal(answer.headers.get('cache-control'), 'no-cache');
    });
  }
  for (const tag of unknown) {
    test(`a read of ${suffix || 'a listing'} with If-None-Match: ${tag} is answered whole at version 2`, async () => {
      const answer = await api.call('GET', `${path}${query()}`, undefined, { 'if-none-match': tag });
      assert.deepEqual([answer.status, answer.headers.get('etag')], [200, '"2"']);
      assert.ok(answer.text.length > 2);
    });
  }
}

test('H2: a correction gives the listing and its prices another tag, and the same one again does not', async () => {
  const statement = [`${path}/prices/2020-01-01T00:00:00Z`, { price_eur: 5 }] as const;
  const tags: (string | null)[] = [];
  for (let n = 0; n < 2; n += 1) {
    tags.push((await api.call('PUT', ...statement)).headers.get('etag'));
    tags.push((await api.call('GET', `${path}/prices`)).headers.get('etag'));
  }
  assert.deepEqual(tags, ['"3"', '"3"', '"3"', '"3"']);
});

test('with REQUIRE_IF_MATCH each write to a listing has to name its version, and a new one need not', async () => {
  const strict = await startTestApi({ requireIfMatch: true });
  try {
    const created = await strict.call('POST', '/listings', someListing());
    assert.equal(created.status, 201);
    const listing = `/listings/${created.body.id}`;
    const price = `${listing}/prices/2020-01-01T00:00:00Z`;
    const writes = [
      ['PUT', listing, someListing({ rooms_count: 9 })],
      ['PATCH', listing, { rooms_count: 8 }],
      ['PUT', price, { price_eur: 5 }],
      ['DELETE', price],
      ['DELETE', listing],
    ] as const;
    for (const [method, where, body] of writes) {
      const refused = await strict.call(method, where, body);
      assert.deepEqual([refused.status, refused.body.type], [428, '/problems/precondition-required']);
      const { headers } = await strict.call('GET', listing);
      const taken = await strict.call(method, where, body, { 'if-match': headers.get('etag') ?? '' });
      assert.ok(taken.status < 300, taken.text);
    }
  } finally {
    await strict.stop();
  }
});
