import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addListings } from '../support/listing-rows.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
  const book: [number, string, string, string][] = [
    [5, 'Perpignan', '66000', 'FR'],
    [2, 'PERPIGNAN', '66100', 'FR'],
    [1, 'Perpinyà', '66000', 'FR'],
    [3, 'Pérouges', '01800', 'FR'],
    [4, 'Valencia', '46001', 'ES'],
    [2, 'Valencia', '13007', 'IT'],
    [6, 'Saint-Étienne', '42000', 'FR'],
    [1, '50%_off', '1_0', 'FR'],
    [2, 'London', 'SW1A 1AA', 'GB'],
  ];
  for (const [count, city, postal_code, country] of book) await addListings(api, count, { city, postal_code, country });
});
after(() => api.stop());

const suggested: [string, unknown[]][] = [
  [
    'PER',
    [
      ['Perpignan', 'FR', undefined, 7],
      ['Pérouges', 'FR', undefined, 3],
      ['Perpinyà', 'FR', undefined, 1],
    ],
  ],
  ['perpinya', [['Perpinyà', 'FR', undefined, 1]]],
  [
    'valencia',
    [
      ['Valencia', 'ES', undefined, 4],
      ['Valencia', 'IT', undefined, 2],
    ],
  ],
  ['valencia&country=IT', [['Valencia', 'IT', undefined, 2]]],
  ['saint e', [['Saint-Étienne', 'FR', undefined, 6]]],
  [
    '66',
    [
      ['Perpignan', 'FR', '66000', 5],
      ['PERPIGNAN', 'FR', '66100', 2],
      ['Perpinyà', 'FR', '66000', 1],
    ],
  ],
  ['66&limit=1', [['Perpignan', 'FR', '66000', 5]]],
  ['sw1a1', [['London', 'GB', 'SW1A 1AA', 2]]],
  ['saint%20', [['Saint-Étienne', 'FR', undefined, 6]]],
  ['%20london', [['London', 'GB', undefined, 2]]],
  ['50%25', [['50%_off', 'FR', undefined, 1]]],
  ['nowhere', []],
];
for (const prefix of ['%25', '_', '-', '%20.', '\\']) {
  test(`places that begin with ${prefix} are none: it is refused`, async () => {
    const { status, body } = await api.call('GET', `/places?prefix=${prefix}`);
    assert.deepEqual([status, body.errors[0]], [422, { parameter: 'prefix', detail: 'must have a letter or a digit' }]);
  });
}

for (const [prefix, expected] of suggested) {
  test(`places that begin with ${prefix}`, async () => {
    const { status, body } = await api.call('GET', `/places?prefix=${prefix}`);
    const places = body.map((place: Record<string, unknown>) => [
      ...[place.city, place.country, place.postal_code, place.count],
    ]);
    assert.deepEqual([status, places], [200, expected]);
  });
}

for (const [query, parameter] of [
  ['', 'prefix'],
  ['prefix=', 'prefix'],
  ['prefix=%20', 'prefix'],
  ['prefix=a&country=fr', 'country'],
  ['prefix=a&limit=0', 'limit'],
  ['prefix=a&limit=101', 'limit'],
  ['prefix=a&q=b', 'q'],
]) {
  test(`places?${query} is refused, naming ${parameter}`, async () => {
    const { status, body } = await api.call('GET', `/places?${query}`);
    assert.deepEqual([status, body.errors[0].parameter], [422, parameter]);
  });
}
