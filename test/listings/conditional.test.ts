import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { patchListing } from '../../src/listings/change-listing.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

/** A listing at version 3. */
async function create() {
  const { body } = await api.call('POST', '/listings', someListing());
  const path = `/listings/${body.id}`;
  await api.call('PATCH', path, { latest_price_eur: 2 });
  await api.call('PATCH', path, { latest_price_eur: 3 });
  return { id: String(body.id), path };
}

async function everythingOf(path: string) {
  const read = await api.call('GET', path);
  return { etag: read.headers.get('etag'), listing: read.body, prices: (await api.call('GET', `${path}/prices`)).body };
}

const admitting = ['"3"', '*', ' "3" ', '"1","3"', '"2" , "3", "9"', '"x", "3"', 'W/"3", "3"'];
const refusing = ['"2"', 'W/"3"', '"1", "2"', '""', '"03"', '"3.0"', '"a,3"', ',', '"99999999999999999999"'];

for (const ifMatch of admitting) {
  test(`a write with If-Match: ${ifMatch} goes through at version 3`, async () => {
    const { path } = await create();
    const answer = await api.call('PATCH', path, { rooms_count: 7 }, { 'if-match': ifMatch });
    assert.deepEqual([answer.status, answer.headers.get('etag'), answer.body.rooms_count], [200, '"4"', 7]);
  });
}

for (const ifMatch of refusing) {
  test(`a write with If-Match: ${ifMatch} is refused at version 3, and told the tag that is current`, async () => {
    const { path } = await create();
    const before = await everythingOf(path);
    const headers = { 'if-match': ifMatch };
    for (const answer of [
      await api.call('PATCH', path, { rooms_count: 7 }, headers),
      await api.call('PATCH', path, {}, headers),
      await api.call('PUT', path, someListing(), headers),
      await api.call('DELETE', path, undefined, headers),
    ]) {
      assertProblem(answer, 'stale');
      assert.equal(answer.headers.get('etag'), '"3"');
    }
    assert.deepEqual(await everythingOf(path), before);
  });
}

for (const ifMatch of ['3', '"3', '3"', '*, "x"', 'W/3', '"2" "3']) {
  test(`If-Match: ${ifMatch} is no tag, which is said`, async () => {
    const { path } = await create();
    const answer = await api.call('PATCH', path, { rooms_count: 7 }, { 'if-match': ifMatch });
    assertProblem(answer, 'invalid', { parameters: ['if-match'] });
    assert.match(answer.body.errors[0].detail, /in its quotes/);
  });
}

test('PUT and DELETE with the current tag go through', async () => {
  const { path } = await create();
  const replaced = await api.call('PUT', path, someListing({ rooms_count: 8 }), { 'if-match': '"3"' });
  assert.deepEqual([replaced.status, replaced.headers.get('etag')], [200, '"4"']);
  assert.equal((await api.call('DELETE', path, undefined, { 'if-match': '"4"' })).status, 204);
});

test('a write to a listing that is not there is not found, whatever If-Match says', async () => {
  for (const ifMatch of ['*', '"1"']) {
    const headers = { 'if-match': ifMatch };
    assertProblem(await api.call('PUT', '/listings/999999', someListing(), headers), 'not-found');
    assertProblem(await api.call('PATCH', '/listings/999999', {}, headers), 'not-found');
    assertProblem(await api.call('DELETE', '/listings/999999', undefined, headers), 'not-found');
  }
});

test('H2: a PUT or PATCH that changes nothing leaves the tag, updated_date and the history as they are', async () => {
  const { path } = await create();
  const before = await everythingOf(path);
  const { id, created_date, updated_date, ...same } = before.listing;
  for (const headers of [{}, { 'if-match': '"3"' }]) {
    for (const answer of [
      await api.call('PUT', path, same, headers),
      await api.call('PUT', path, { ...same, contact_phone_number: null, reference: null }, headers),
      await api.call('PATCH', path, same, headers),
      await api.call('PATCH', path, {}, headers),
      await api.call('PATCH', path, { postal_address: {} }, headers),
      await api.call('PATCH', path, '{"latest_price_eur": 3.00, "bedrooms_count": 2.0}', headers),
    ]) {
      assert.deepEqual([answer.status, answer.headers.get('etag'), answer.body], [200, '"3"', before.listing]);
    }
  }
  assert.deepEqual(await everythingOf(path), before);
});

test('of two writes with the same tag one goes through and the other is refused', async () => {
  const { path } = await create();
  const answers = await Promise.all(
    [4, 5, 6, 7].map((price) => api.call('PATCH', path, { latest_price_eur: price }, { 'if-match': '"3"' })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412, 412]);
  assert.equal((await everythingOf(path)).prices.length, 4);
});

test('a write for a version that comes about only after it was refused is written then', async () => {
  const { id } = await create();
  let others = 0;
  const overtaken = {
    query: async <Row extends object>(statement: { text: string }) => {
      if (statement.text.startsWith('SELECT') && others++ === 0)
        await patchListing(api.db.writes, { id, input: { rooms_count: 9 }, versions: [3] });
      return await api.db.writes.query<Row>(statement);
    },
  };
  const { listing, version } = await patchListing(overtaken, { id, input: { rooms_count: 5 }, versions: [4] });
  assert.deepEqual([listing.rooms_count, version], [5, 5]);
});

test('a write that had nothing to change writes after all where another came in between', async () => {
  const { id, path } = await create();
  let others = 0;
  const overtaken = {
    query: async <Row extends object>(statement: { text: string }) => {
      if (statement.text.startsWith('SELECT') && others < 2) {
        others += 1;
        await patchListing(api.db.writes, { id, input: { latest_price_eur: 10 + others }, versions: undefined });
      }
      return await api.db.writes.query<Row>(statement);
    },
  };
  const { listing, version } = await patchListing(overtaken, {
    id,
    input: { latest_price_eur: 3 },
    versions: undefined,
  });
  assert.deepEqual([listing.latest_price_eur, version, others], [3, 5, 1]);
  assert.equal((await api.call('GET', path)).body.latest_price_eur, 3);
});
