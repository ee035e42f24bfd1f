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

/** Inserts a row as a ListingAPI could hold it: the rules of today then bind new and changed rows only. */
async function insertLegacy(overrides: Record<string, string | number>): Promise<string> {
  const rules = await api.sql<{ at: string; name: string; rule: string }>(
    `SELECT conrelid::regclass::text AS at, conname AS name, replace(pg_get_constraintdef(oid), 'NOT VALID', '') AS rule
     FROM pg_constraint WHERE contype = 'c' AND conrelid IN ('listing'::regclass, 'listing_price'::regclass)`,
  );
  assert.ok(rules.length >= 9);
  for (const { at, name } of rules) await api.sql(`ALTER TABLE ${at} DROP CONSTRAINT ${name}`);
  const row = {
    ...{ name: 'Flat', description: 'Old', building_type: 'HOUSE', street_address: 'Street', postal_code: '66000' },
    ...{ city: 'Perpignan', country: 'FR', surface_area_m2: 70, rooms_count: 3, bedrooms_count: 2, price: 100 },
    ...overrides,
  };
  const [inserted] = await api.sql<{ id: number }>(
    `INSERT INTO listing (${Object.keys(row).join(', ')})
     VALUES (${Object.keys(row).map((_, at) => `$${at + 1}`)}) RETURNING id`,
    Object.values(row),
  );
  for (const { at, name, rule } of rules) {
    await api.sql(`ALTER TABLE ${at} ADD CONSTRAINT ${name} ${rule} NOT VALID`);
  }
  return `/listings/${inserted?.id}`;
}

const odd = [
  { column: 'price', value: -5, pointer: '/latest_price_eur', mend: { latest_price_eur: 5 } },
  { column: 'surface_area_m2', value: -0.5, pointer: '/surface_area_m2', mend: { surface_area_m2: 0.5 } },
  { column: 'surface_area_m2', value: 2e9, pointer: '/surface_area_m2', mend: { surface_area_m2: 2e3 } },
  { column: 'rooms_count', value: 0, pointer: '/rooms_count', mend: { rooms_count: 1 } },
  { column: 'bedrooms_count', value: -1, pointer: '/bedrooms_count', mend: { bedrooms_count: 0 } },
  { column: 'building_type', value: 'CASTLE', pointer: '/building_type', mend: { building_type: 'HOUSE' } },
  {
    column: 'country',
    value: 'France',
    pointer: '/postal_address/country',
    mend: { postal_address: { country: 'FR' } },
  },
];
for (const { column, value, pointer, mend } of odd) {
  test(`a stored listing whose ${column} is ${value} is served, and a change has to mend that`, async () => {
    const path = await insertLegacy({ [column]: value });
    const served = await api.call('GET', path);
    const member = pointer.split('/').slice(1);
    assert.equal(
      member.reduce((at, name) => at[name], served.body),
      value,
    );
    assert.ok((await api.call('GET', '/listings')).body.some(({ id }: { id: number }) => id === served.body.id));
    assert.equal((await api.call('GET', `${path}/prices`)).body.length, 1);

    assert.deepEqual((await api.call('PATCH', path, {})).body, served.body);
    assertProblem(await api.call('PATCH', path, { name: 'New' }), 'invalid', { pointers: [pointer] });
    const mended = await api.call('PATCH', path, { name: 'New', latest_price_eur: 7, ...mend });
    assert.deepEqual([mended.status, mended.headers.get('etag')], [200, '"2"'], mended.text);
    assert.equal((await api.call('PATCH', path, { latest_price_eur: 8 })).status, 200);
  });
}

test('a price is refused as long as another member of the stored listing breaks a rule, which is named', async () => {
  const path = await insertLegacy({ rooms_count: -3 });
  assertProblem(await api.call('PATCH', path, { latest_price_eur: 7 }), 'invalid', { pointers: ['/rooms_count'] });
  assert.equal((await api.call('PUT', path, someListing({ latest_price_eur: 7 }))).status, 200);
});

test('what only the API refuses does not stand in the way of a change', async () => {
  const path = await insertLegacy({
    name: '',
    contact_phone_number: '06 12',
    country: 'ZZ',
    postal_code: 'x'.repeat(99),
  });
  const { status, body } = await api.call('PATCH', path, { latest_price_eur: 7 });
  assert.deepEqual([status, body.name, body.contact_phone_number, body.latest_price_eur], [200, '', '06 12', 7]);
});
