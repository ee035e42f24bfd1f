import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

async function create(overrides: Parameters<typeof someListing>[0] = {}) {
  const { body } = await api.call('POST', '/listings', someListing(overrides));
  return { id: body.id, path: `/listings/${body.id}`, body };
}

test('a listing is created, and read at its Location as it was given, without the members it has not', async () => {
  const created = await api.call('POST', '/listings', someListing());
  assert.equal(created.status, 201);
  assert.equal(created.headers.get('etag'), '"1"');
  assert.equal(created.headers.get('location'), `/listings/${created.body.id}`);
  const { id, created_date, updated_date, ...same } = created.body;
  assert.deepEqual(same, someListing());
  assert.match(created_date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.equal(updated_date, created_date);
  const read = await api.call('GET', created.headers.get('location') ?? '');
  assert.equal(read.status, 200);
  assert.equal(read.headers.get('etag'), '"1"');
  assert.deepEqual(read.body, created.body);
});

test('optional members are served where there are some', async () => {
  const optional = { contact_phone_number: '+33612345678', reference: 'Mas d’en Vidal · 7' };
  const { path } = await create(optional);
  const { body } = await api.call('GET', path);
  assert.deepEqual([body.contact_phone_number, body.reference], Object.values(optional));
});

test('text and numbers come back as they went in, to the last cent and code point', async () => {
  const exact = {
    ...{
      name: ' “é\u0301” \u{1f3e1}\ufffe ',
      description: 'a\r\n\tb\u0001\u007f',
      latest_price_eur: 999_999_999_999.99,
    },
    ...{
      surface_area_m2: 0.1 + 0.2,
      rooms_count: 2_147_483_647,
      bedrooms_count: 0,
      reference: '\u{1f3e1}'.repeat(200),
    },
  };
  const { path, body } = await create(exact);
  assert.deepEqual({ ...body, ...exact }, body);
  assert.deepEqual((await api.call('GET', path)).body, body);
});

test('PUT replaces every member but a reference that is left out', async () => {
  const { path } = await create({ reference: 'put-1', contact_phone_number: '+33612345678' });
  const other = someListing({ name: 'Loft', building_type: 'STUDIO', latest_price_eur: 99_999.5, rooms_count: 1 });
  const replaced = await api.call('PUT', path, other);
  assert.equal(replaced.status, 200);
  assert.equal(replaced.headers.get('etag'), '"2"');
  const { id, created_date, updated_date, ...same } = replaced.body;
  assert.deepEqual(same, { ...other, reference: 'put-1' });
  assert.ok(updated_date > created_date);
  assert.deepEqual((await api.call('GET', path)).body, replaced.body);
  const withoutReference = await api.call('PUT', path, { ...other, reference: null });
  assert.ok(!('reference' in withoutReference.body));
});

test('PATCH changes the members it names, in either media type, and those of the address one by one', async () => {
  const { path, body } = await create();
  const mergePatch = { 'content-type': 'application/merge-patch+json' };
  const priced = await api.call('PATCH', path, { latest_price_eur: 1.1 }, mergePatch);
  assert.equal(priced.status, 200);
  assert.deepEqual({ ...priced.body, updated_date: '' }, { ...body, latest_price_eur: 1.1, updated_date: '' });
  const moved = await api.call('PATCH', path, { postal_address: { city: 'Nice', postal_code: '06000' } });
  const address = { ...body.postal_address, city: 'Nice', postal_code: '06000' };
  assert.deepEqual({ ...moved.body, updated_date: '' }, { ...priced.body, postal_address: address, updated_date: '' });
});

test('PATCH with null removes an optional member', async () => {
  const { path } = await create({ reference: 'gone', contact_phone_number: '+33612345678' });
  const { status, body } = await api.call('PATCH', path, { reference: null, contact_phone_number: null });
  assert.equal(status, 200);
  assert.ok(!('reference' in body) && !('contact_phone_number' in body));
});

test('PATCH with null is refused for a required member, and nothing changes', async () => {
  const { path, body } = await create();
  for (const name of Object.keys(someListing())) {
    assertProblem(await api.call('PATCH', path, { rooms_count: 9, [name]: null }), 'invalid', {
      pointers: [`/${name}`],
    });
  }
  for (const name of Object.keys(someListing().postal_address)) {
    const answer = await api.call('PATCH', path, { postal_address: { [name]: null } });
    assertProblem(answer, 'invalid', { pointers: [`/postal_address/${name}`] });
  }
  assert.deepEqual((await api.call('GET', path)).body, body);
});

test('a reference that another listing has is a conflict, for POST, PUT and PATCH', async () => {
  await create({ reference: 'taken' });
  const { path, body } = await create({ reference: 'mine' });
  const input = someListing({ reference: 'taken' });
  const places = { pointers: ['/reference'] };
  assertProblem(await api.call('POST', '/listings', input), 'conflict', places);
  assertProblem(await api.call('PUT', path, input), 'conflict', places);
  assertProblem(await api.call('PATCH', path, { reference: 'taken' }), 'conflict', places);
  assert.deepEqual((await api.call('GET', path)).body, body);
});

test('H6: DELETE removes a listing with its prices; a second one finds nothing', async () => {
  const { id, path } = await create();
  await api.call('PATCH', path, { latest_price_eur: 5 });
  const deleted = await api.call('DELETE', path, undefined, { 'content-type': 'application/json' });
  assert.deepEqual([deleted.status, deleted.text, deleted.headers.get('content-type')], [204, '', null]);
  assert.deepEqual(await api.sql('SELECT FROM listing_price WHERE listing_id = $1', [id]), []);
  for (const [method, at] of [
    ['DELETE', path],
    ['GET', path],
    ['GET', `${path}/prices`],
  ] as const) {
    assertProblem(await api.call(method, at), 'not-found');
  }
  assertProblem(await api.call('PUT', path, someListing()), 'not-found');
  assertProblem(await api.call('PATCH', path, {}), 'not-found');
});

test('H1: prices are listed oldest first, with the instant each began to hold', async () => {
  const { path, body } = await create({ latest_price_eur: 3 });
  const second = await api.call('PATCH', path, { latest_price_eur: 2.5 });
  const third = await api.call('PUT', path, someListing({ latest_price_eur: 0 }));
  const prices = await api.call('GET', `${path}/prices`);
  assert.equal(prices.status, 200);
  assert.deepEqual(prices.body, [
    { price_eur: 3, created_date: body.created_date },
    { price_eur: 2.5, created_date: second.body.updated_date },
    { price_eur: 0, created_date: third.body.updated_date },
  ]);
});

test('members that the service sets are refused as such', async () => {
  const created = await api.call('POST', '/listings', someListing());
  const answer = await api.call('PUT', `/listings/${created.body.id}`, created.body);
  assert.equal(answer.status, 422);
  assert.deepEqual(
    answer.body.errors,
    ['/id', '/created_date', '/updated_date'].map((pointer) => ({
      pointer,
      detail: 'is set by the service: leave it out',
    })),
  );
});

test('an id that somebody gave out by hand is passed over', async () => {
  const { body } = await api.call('POST', '/listings', someListing());
  await api.sql(
    `INSERT INTO listing (id, name, description, building_type, street_address, postal_code, city, country,
       surface_area_m2, rooms_count, bedrooms_count, price)
     SELECT id + 1, name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
       rooms_count, bedrooms_count, price FROM listing WHERE id = $1`,
    [body.id],
  );
  const next = await api.call('POST', '/listings', someListing());
  assert.deepEqual([next.status, next.body.id], [201, body.id + 2]);
});
