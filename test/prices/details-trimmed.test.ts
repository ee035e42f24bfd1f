import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { trimChanges } from '../../src/changes/trim-changes.ts';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
let path: string;
before(async () => {
  api = await startTestApi();
  const { body } = await api.call('POST', '/listings', someListing());
  path = `/listings/${body.id}/prices`;
  await api.call('PUT', `${path}/2020-05-01T00:00:00Z`, { price_eur: 7, reason: 'seen' });
});
after(async () => await api.stop());

/** Removes every change there is. */
async function trim(): Promise<void> {
  await untilCaughtUp(api);
  await api.db.session((session) => trimChanges(session, new Date(Date.now() + 1_000).toISOString()));
}

const known = () => `known_at=${new Date().toISOString()}`;
const read = (query: string, headers: Record<string, string> = {}) =>
  api.call('GET', `${path}?${query}`, undefined, headers);

test('H10: prices as known at an instant are final, their details are not: trim removes actors and reasons', async () => {
  assert.match((await read(known())).headers.get('cache-control') ?? '', /immutable/);
  for (const query of ['detail=full', `detail=full&${known()}`]) {
    for (const accept of ['application/json', 'text/csv']) {
      const { headers } = await read(query, { accept });
      assert.equal(headers.get('cache-control'), 'no-cache');
      assert.notEqual(headers.get('etag'), null);
    }
  }
});

for (const accept of ['application/json', 'text/csv']) {
  test(`details as ${accept} have another tag once the feed was trimmed, prices without them the same`, async () => {
    const price = `${path}/2020-05-01T00:00:00Z`;
    await api.call('PUT', price, { price_eur: accept.length, reason: `seen as ${accept}` });
    const query = `detail=full&${known()}`;
    const [plain, before] = [await read('', { accept }), await read(query, { accept })];
    const tag = before.headers.get('etag') ?? '';
    assert.match(before.text, /seen as/);
    assert.equal((await read(query, { accept, 'if-none-match': tag })).status, 304);
    await trim();
    const trimmed = await read(query, { accept, 'if-none-match': tag });
    assert.equal(trimmed.status, 200);
    assert.doesNotMatch(trimmed.text, /seen as/);
    const newTag = trimmed.headers.get('etag') ?? '';
    assert.notEqual(newTag, tag);
    assert.equal((await read(query, { accept, 'if-none-match': newTag })).status, 304);
    assert.equal((await read('', { accept })).headers.get('etag'), plain.headers.get('etag'));
  });
}

test('while nothing was trimmed the tag of the details is that of the prices', async () => {
  const whole = await startTestApi();
  try {
    await whole.call('POST', '/listings', someListing());
    const { headers } = await whole.call('GET', '/listings/1/prices?detail=full');
    assert.equal(headers.get('etag'), '"1"');
  } finally {
    await whole.stop();
  }
});
