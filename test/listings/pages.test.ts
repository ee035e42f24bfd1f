import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { sorts } from '../../src/listings/search/sorts.ts';
import { encodeCursor } from '../../src/wire/cursor.ts';
import { someListing } from '../support/listings.ts';
import { nextOf } from '../support/next-page.ts';
import { assertProblem } from '../support/problem.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
  await insert(1005);
});
after(async () => await api.stop());

async function insert(count: number): Promise<void> {
  await api.sql(
    `INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country,
       surface_area_m2, rooms_count, bedrooms_count, price)
     SELECT 'Flat', 'Bright', 'HOUSE', 'Street', '66000', 'Perpignan', 'FR', 70, 3, 2, 100 FROM generate_series(1, $1)`,
    [count],
  );
}

async function storedIds(): Promise<number[]> {
  return (await api.sql<{ id: number }>('SELECT id FROM listing ORDER BY id')).map(({ id }) => id);
}

function idsOf({ body }: Answer): number[] {
  return body.map((listing: { id: number }) => listing.id);
}

async function walk(from: string, between: (page: Answer) => Promise<void> = async () => {}): Promise<number[]> {
  const seen: number[] = [];
  for (let at: string | undefined = from; at !== undefined; ) {
    const page: Answer = await api.call('GET', at);
    assert.equal(page.status, 200, page.text);
    seen.push(...idsOf(page));
    await between(page);
    at = nextOf(api, page);
  }
  return seen;
}

test('a page has 100 listings unless limit says otherwise, up to 1000', async () => {
  const ids = await storedIds();
  assert.deepEqual(idsOf(await api.call('GET', '/listings')), ids.slice(0, 100));
  assert.deepEqual(idsOf(await api.call('GET', '/listings?limit=1')), ids.slice(0, 1));
  assert.deepEqual(idsOf(await api.call('GET', '/listings?limit=1000')), ids.slice(0, 1000));
});

test('walking the pages gives each listing once, in the order of ids, whatever the limit', async () => {
  const ids = await storedIds();
  for (const limit of [99, 201, 335, 1000]) assert.deepEqual(await walk(`/listings?limit=${limit}`), ids);
  assert.deepEqual(await walk('/listings'), ids);
});

test('the last page links to no next one, also where it is full', async () => {
  const ids = await storedIds();
  const page = await api.call('GET', `/listings?limit=5&after=${encodeCursor('id', [ids.at(-6) ?? 0])}`);
  assert.deepEqual([idsOf(page), nextOf(api, page)], [ids.slice(-5), undefined]);
  const beyond = await api.call('GET', `/listings?after=${encodeCursor('id', [Number.MAX_SAFE_INTEGER])}`);
  assert.deepEqual([beyond.status, beyond.body, nextOf(api, beyond)], [200, [], undefined]);
});

test('a listing of a page is the listing as it is read alone', async () => {
  const input = { ...someListing(), reference: 'page', contact_phone_number: '+33612345678' };
  const { body } = await api.call('POST', '/listings', input);
  const page = await api.call('GET', `/listings?after=${encodeCursor('id', [body.id - 1])}`);
  assert.deepEqual(page.body, [body]);
});

test('while others insert and delete, walking the pages gives each listing that stays once', async () => {
  const before = await storedIds();
  const seen = await walk('/listings?limit=150', async (page) => {
    const [first = 0, last = 0] = [idsOf(page).at(0), idsOf(page).at(-1)];
    await api.sql('DELETE FROM listing WHERE id = ANY ($1)', [[first, last, last + 1, last + 77]]);
    if (last <= (before.at(-1) ?? 0)) await insert(20);
  });
  const after = new Set(await storedIds());
  assert.deepEqual(
    seen,
    [...new Set(seen)].sort((a, b) => a - b),
  );
  const missed = [...before, ...after].filter((id) => after.has(id) && !seen.includes(id));
  assert.deepEqual(missed, []);
});

const last = encodeCursor('id', [5]);
const wrongCursors = {
  'no text': '',
  garbage: 'abc',
  'a NUL character': '%00',
  'broken UTF-8': '%ff',
  'no list': Buffer.from('{"0":"id","1":5}').toString('base64url'),
  'a nested list': Buffer.from('['.repeat(5000)).toString('base64url'),
  'of another order': encodeCursor('price', [5]),
  'of no listing': encodeCursor('id', []),
  'with too many keys': encodeCursor('id', [5, 6]),
  'with a text for a number': encodeCursor('id', ['5']),
  'with a fraction': encodeCursor('id', [5.5]),
  'with a number beyond 64 bits': encodeCursor('id', [1e30]),
  'with a negative id': encodeCursor('id', [-5]),
  'in another spelling': `${last}=`,
  'with a character more': `${last}A`,
  'cut short': last.slice(0, -2),
  'with spaces in its JSON': Buffer.from('["id", 5]').toString('base64url'),
};
for (const [what, cursor] of Object.entries(wrongCursors)) {
  test(`a cursor that is ${what} is refused, naming the parameter`, async () => {
    assertProblem(await api.call('GET', `/listings?after=${cursor}`), 'invalid', { parameters: ['after'] });
  });
}

for (const limit of ['0', '1001', '-1', '1.5', 'abc', '', '1e2', '%2B1', '0x10', ' ', '99999999999999999999', 'NaN']) {
  test(`limit=${limit} is refused, naming the parameter`, async () => {
    assertProblem(await api.call('GET', `/listings?limit=${limit}`), 'invalid', { parameters: ['limit'] });
  });
}

test('a parameter that is given twice is refused', async () => {
  const answer = await api.call('GET', `/listings?limit=1&after=${last}&after=${last}&limit=2`);
  assertProblem(answer, 'invalid', { parameters: ['limit', 'after'] });
});

test('a page of long texts is shorter, and leads on and back', async () => {
  const long = await startTestApi();
  await long.sql(
    `INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country,
       surface_area_m2, rooms_count, bedrooms_count, price)
     SELECT 'Flat', repeat(U&'\\00e9', 50000), 'HOUSE', 'Street', '66000', 'Perpignan', 'FR', 70, 3, 2, 100
     FROM generate_series(1, 100)`,
  );
  const fits = 4_000_000 / 50_004;
  const first = await long.call('GET', '/listings?limit=1000');
  assert.deepEqual(
    idsOf(first),
    Array.from({ length: Math.floor(fits) }, (_, n) => n + 1),
  );
  const next = await long.call('GET', nextOf(long, first) ?? '');
  assert.deepEqual(
    idsOf(next),
    Array.from({ length: 100 - Math.floor(fits) }, (_, n) => n + 1 + Math.floor(fits)),
  );
  assert.equal(nextOf(long, next), undefined);
  const back = /<([^>]+)>; rel="prev"/.exec(next.headers.get('link') ?? '')?.[1];
  assert.deepEqual(idsOf(await long.call('GET', back ?? '')), idsOf(first));
  const past = await long.call('GET', `/listings?limit=1000&as_of=${new Date().toISOString()}`);
  assert.deepEqual(idsOf(past), idsOf(first));
  assert.deepEqual(idsOf(await long.call('GET', nextOf(long, past) ?? '')), idsOf(next));
  await long.stop();
});

test('pages of the usual length follow each other in every order, both ways, on one connection', async () => {
  const db = new Database({ url: api.url, searchConnections: 1 });
  const other = await startTestApi({ db });
  try {
    for (const sort of sorts.filter((sort) => !sort.endsWith('largest_drop'))) {
      const first = await other.call('GET', `/listings?sort=${sort}`);
      const second = await other.call('GET', nextOf(other, first) ?? '');
      const back = /<([^>]+)>; rel="prev"/.exec(second.headers.get('link') ?? '')?.[1] ?? '';
      assert.deepEqual([first.body.length, second.body.length], [100, 100], `${sort}: ${second.text.slice(0, 300)}`);
      assert.deepEqual(idsOf(await other.call('GET', back)), idsOf(first));
    }
  } finally {
    await other.stop();
    await db.close();
  }
});
