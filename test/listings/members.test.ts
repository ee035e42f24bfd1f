import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { someListing } from '../support/listings.ts';
import { listingText, type RefusingApi, startRefusingApi } from '../support/refused.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: RefusingApi;
let changing: TestApi;
before(async () => {
  api = await startRefusingApi();
  changing = await startTestApi();
  await changing.call('POST', '/listings', someListing());
});
after(async () => await Promise.all([api.stop(), changing.stop()]));

const long = (length: number) => JSON.stringify('x'.repeat(length));

/** JSON that a member does not take; `?` marks the members that may be left out, a dot those of the address. */
const wrong: Record<string, string[]> = {
  name: ['null', '1', '""', '" \\t\\n"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', long(501)],
  description: ['null', '[]', '""', '"\\u0000"', '"\\ud83c!"', long(50_001)],
  building_type: ['null', '"CASTLE"', '"house"', '""', '1', '["HOUSE"]', '"HOUSE\\u0000"', '"\\udfff"'],
  latest_price_eur: [
    ...['null', '"1"', 'true', '[1]', '{}', '"NaN"', '"Infinity"', '-1', '-0.01', '1e400', '-1e400', '1e15', '1e12'],
    ...['99999999999999.99', '999999999999.995', '1.001', '0.005', '100000.999', '1e-7', '5e-324'],
  ],
  surface_area_m2: ['null', '"70"', '-1', '-1e-9', '1e400', '1000000001', '"NaN"'],
  rooms_count: ['null', '0', '-1', '1.5', '2147483648', '1e10', '1e400', '9007199254740993', '"3"'],
  bedrooms_count: ['null', '-1', '0.5', '2147483648', '1e400', '"0"'],
  postal_address: ['null', '"1 rue des Lilas"', '[]', '1'],
  'postal_address.street_address': ['null', '""', '"\\u0000"', '"\\ud800"', '{}'],
  'postal_address.postal_code': ['66000', '" "', '"\\u0000"', long(21)],
  'postal_address.city': ['null', '"\\u0000"', '"\\udbff\\u0041"', '[]'],
  'postal_address.country': ['null', '"fr"', '"FRA"', '"XX"', '""', '"FR "', '"F\\u0000"', '"\\ud800"', '33', '["FR"]'],
  'contact_phone_number?': [
    '"0612345678"',
    '"+0612345678"',
    '"+33 6 12"',
    '"+1234567890123456"',
    '"+3361\\n"',
    '1',
    '""',
  ],
  'reference?': [
    '""',
    '" "',
    '1',
    '{}',
    '"\\u0000"',
    '"a\\ud800"',
    long(201),
    JSON.stringify(`e${'\u0301'.repeat(9999)}`),
  ],
};
for (const [marked, values] of Object.entries(wrong)) {
  const name = marked.replace('?', '');
  const [outer = '', inner] = name.split('.');
  const pointer = `/${name.replace('.', '/')}`;
  for (const value of values) {
    test(`${name} that is ${value.slice(0, 30)} is refused by POST, PUT and PATCH, naming it`, async () => {
      await api.assertRefused(listingText(name, value), 'invalid', [pointer]);
      const patch = inner === undefined ? `{"${outer}":${value}}` : `{"${outer}":{"${inner}":${value}}}`;
      await api.assertPatchRefused(patch, [pointer]);
    });
  }
  if (marked.endsWith('?')) continue;
  test(`a listing without ${name} is refused, naming it`, async () => {
    const { postal_address, ...rest } = someListing();
    const within = inner === undefined ? {} : { postal_address: { ...postal_address, [inner]: undefined } };
    const body = { ...rest, postal_address, ...within, ...(inner === undefined ? { [outer]: undefined } : {}) };
    await api.assertRefused(JSON.stringify(body), 'invalid', [pointer]);
  });
}

const unknown = [
  ...['id', 'created_date', 'updated_date', 'version', 'price', 'price_eur', 'Name', ' name', ''],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'],
];
for (const name of unknown) {
  test(`the unknown member "${name}" is refused at the top and in the address, whatever it holds`, async () => {
    const listing = JSON.stringify(someListing());
    for (const value of ['null', '1', '{"name":"x"}', '{"__proto__":{"city":"x"}}']) {
      const member = `{"${name}":${value},`;
      await api.assertRefused(
        listing.replace('{', () => member),
        'invalid',
        [`/${name}`],
      );
      const nested = listing.replace('{"street', () => `${member}"street`);
      await api.assertRefused(nested, 'invalid', [`/postal_address/${name}`]);
      await api.assertPatchRefused(`${member}"rooms_count":9}`, [`/${name}`]);
    }
  });
}

test('an unknown member is named as a JSON pointer that can be printed, and cut where it is long', async () => {
  const body = { 'a/b~c\u0001\ud800': 1, ['k'.repeat(900_000)]: 1 };
  await api.assertPatchRefused(JSON.stringify(body), ['/a~1b~0c\\u0001\\ud800', `/${'k'.repeat(199)}…`]);
});

test('of many wrong members the first 20 are named', async () => {
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, 0]));
  const pointers = Array.from({ length: 20 }, (_, at) => `/k${at}`);
  await api.assertRefused(JSON.stringify({ ...someListing(), ...many }), 'invalid', pointers);
});

test('whatever a member is said to be is refused or stored exactly', async () => {
  const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });
  const anyValue = fc.oneof(
    ...[anyText, fc.string({ unit: 'binary' }), fc.double(), fc.nat().map((cents) => cents / 100), fc.integer()],
    ...[fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('STUDIO', 'HOUSE', '+33612345678')],
  );
  const members = Object.keys({ ...someListing(), contact_phone_number: '', reference: '' });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...members), anyValue, async (name, value) => {
      const sent = JSON.stringify({ [name]: value });
      const { status, body } = await changing.call('PATCH', '/listings/1', sent);
      assert.ok(status === 200 || status === 422, `${status} ${sent}`);
      if (status === 200 && name !== 'postal_address') assert.deepEqual(body[name] ?? null, JSON.parse(sent)[name]);
      assert.deepEqual((await changing.call('GET', '/listings/1')).status, 200);
    }),
    { numRuns: 150, interruptAfterTimeLimit: 20_000 },
  );
});
