import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addListings } from '../support/listing-rows.ts';
import { linkOf, nextOf } from '../support/next-page.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(() => api.stop());

const idsOf = ({ body }: Answer): number[] => body.map(({ id }: { id: number }) => id);

test('a cursor of another search, another order, or made up, is refused', async () => {
  await addListings(api, 5, { city: 'Cursor', price: 7 });
  const page = await api.call('GET', '/listings?city=Cursor&sort=latest_price_eur&limit=2');
  const after = new URL(nextOf(api, page) ?? '', 'http://x').searchParams.get('after') ?? '';
  for (const query of [
    'sort=latest_price_eur',
    'city=Cursor',
    'city=Cursor&sort=-latest_price_eur',
    'city=Paris&sort=latest_price_eur',
  ]) {
    const { status, body } = await api.call('GET', `/listings?${query}&after=${after}`);
    assert.deepEqual([status, body.errors[0].parameter], [422, 'after'], query);
  }
  const same = await api.call('GET', `/listings?city=Cursor&sort=latest_price_eur&limit=3&count=exact&after=${after}`);
  assert.deepEqual([same.status, same.body.length, same.headers.get('total-count')], [200, 3, '5']);
  const scope = JSON.parse(Buffer.from(after, 'base64url').toString())[0];
  for (const keys of [[7], [7, 1, 2], ['7', 1], [null, 1], [{}, 1], [7, -1], [7, '1']]) {
    const cursor = Buffer.from(JSON.stringify([scope, ...keys])).toString('base64url');
    const { status } = await api.call('GET', `/listings?city=Cursor&sort=latest_price_eur&after=${cursor}`);
    assert.equal(status, 422, JSON.stringify(keys));
  }
});

test('a cursor of another point in time is refused, and one that leads back into the past', async () => {
  await addListings(api, 5, { city: 'Timed' });
  const first = await api.call('GET', '/listings?city=Timed&limit=2');
  const second = await api.call('GET', nextOf(api, first) ?? '');
  const then = new Date().toISOString();
  const past = await api.call('GET', `/listings?city=Timed&limit=2&as_of=${then}`);
  const afterOf = (page: Answer, relation: string) =>
    new URL(linkOf(api, page, relation) ?? '', 'http://x').searchParams.get('after');
  const [ofNext, ofPrev, ofPast] = [afterOf(first, 'next'), afterOf(second, 'prev'), afterOf(past, 'next')];
  for (const [query, after] of [
    [`as_of=${then}`, ofNext],
    [`as_of=${then}`, ofPrev],
    [`known_at=${then}`, ofPast],
    ['limit=2', ofPast],
  ]) {
    const { status, body } = await api.call('GET', `/listings?city=Timed&${query}&after=${after}`);
    assert.deepEqual([status, body.errors?.[0].parameter], [422, 'after'], `${query} ${after}`);
  }
});

test('pages that are walked while others write hold each listing that nobody touches once, both ways', async () => {
  const still = await addListings(api, 60, { city: 'Busy', price: 500 });
  const moving = await addListings(api, 30, { city: 'Busy', price: 501 });
  const seen: number[] = [];
  let page = await api.call('GET', '/listings?city=Busy&sort=-latest_price_eur&limit=7');
  for (let at: string | undefined; ; page = await api.call('GET', at)) {
    seen.push(...idsOf(page));
    await api.sql('UPDATE listing SET price = 1000 * random() WHERE id = ANY ($1)', [moving]);
    await addListings(api, 3, { city: 'Busy', price: 499 + Math.random() * 2 });
    at = nextOf(api, page);
    if (at === undefined) break;
  }
  assert.deepEqual(
    seen.filter((id) => still.includes(id)),
    still.toReversed(),
  );
  const back: number[] = idsOf(page);
  for (let at = linkOf(api, page, 'prev'); at; at = linkOf(api, page, 'prev')) {
    page = await api.call('GET', at);
    back.unshift(...idsOf(page));
    await api.sql('UPDATE listing SET price = 1000 * random() WHERE id = ANY ($1)', [moving]);
  }
  assert.deepEqual(
    back.filter((id) => still.includes(id)),
    still.toReversed(),
  );
});

for (const sort of ['id', '-latest_price_eur', 'price_per_m2']) {
  test(`a page whose listings are all gone leads back and on without leaving one out (${sort})`, async () => {
    const city = `Gone ${sort}`;
    await addListings(api, 6, { city, price: 500 });
    const first = await api.call('GET', `/listings?city=${city}&sort=${sort}&limit=2`);
    const second = await api.call('GET', nextOf(api, first) ?? '');
    await api.sql('DELETE FROM listing WHERE id = ANY ($1)', [idsOf(first)]);
    const before = await api.call('GET', linkOf(api, second, 'prev') ?? '');
    assert.deepEqual([before.body, linkOf(api, before, 'prev')], [[], undefined]);
    const again = await api.call('GET', nextOf(api, before) ?? '');
    assert.deepEqual(idsOf(again), idsOf(second));
    assert.deepEqual((await api.call('GET', linkOf(api, again, 'prev') ?? '')).body, []);

    const third = await api.call('GET', nextOf(api, again) ?? '');
    await api.sql('DELETE FROM listing WHERE id = ANY ($1)', [idsOf(third)]);
    const behind = await api.call('GET', nextOf(api, again) ?? '');
    assert.deepEqual([behind.body, nextOf(api, behind)], [[], undefined]);
    assert.deepEqual(idsOf(await api.call('GET', linkOf(api, behind, 'prev') ?? '')), idsOf(second));

    await api.sql('DELETE FROM listing WHERE id = ANY ($1)', [idsOf(second)]);
    const none = await api.call('GET', linkOf(api, behind, 'prev') ?? '');
    assert.deepEqual([none.body, linkOf(api, none, 'prev')], [[], undefined]);
    const [later = 0] = await addListings(api, 1, { city, price: 1, surface_area_m2: 0 });
    assert.deepEqual(idsOf(await api.call('GET', nextOf(api, none) ?? '')), [later]);
  });
}

test('as many ids as are taken lead to both sides within what clients take of headers', async () => {
  const some = await addListings(api, 3, { city: 'Many ids' });
  const ids = [...some, ...Array.from({ length: 397 }, (_, n) => Number.MAX_SAFE_INTEGER - n)];
  const page = await api.call('GET', `/listings?limit=1&ids=${ids}`);
  const second = await api.call('GET', nextOf(api, page) ?? '');
  assert.deepEqual(
    [idsOf(second), idsOf(await api.call('GET', linkOf(api, second, 'prev') ?? ''))],
    [[some[1]], [some[0]]],
  );
  const { status, body } = await api.call('GET', `/listings?ids=${[...ids, 1]}`);
  assert.deepEqual([status, body.errors[0].parameter], [422, 'ids']);
});
