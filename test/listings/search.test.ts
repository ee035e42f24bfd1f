import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addListing, addListings, type ListingColumns } from '../support/listing-rows.ts';
import { nextOf } from '../support/next-page.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(() => api.stop());

const idsOf = ({ body }: Answer): number[] => body.map(({ id }: { id: number }) => id);

const wordsFound: [string, ListingColumns, string, boolean][] = [
  ['a word without its accent', { city: 'Perpinyà' }, 'perpinya', true],
  ['a word with another accent', { city: 'Perpinya' }, 'Pèrpinyá', true],
  ['a word in capitals', { name: 'Loft am Ku’damm' }, 'LOFT', true],
  ['the beginning of a word', { name: 'Terrassenwohnung' }, 'terrasse', true],
  ['not its end', { name: 'Terrassenwohnung' }, 'wohnung', false],
  ['two letters as a whole word', { name: 'Vue sur la mer' }, 'la', true],
  ['not as the beginning of one', { name: 'Vue sur le lac' }, 'la', false],
  ['words of several members together', { name: 'Loft', street_address: '5 rue Émile Zola' }, 'zola loft', true],
  ['only all of them', { name: 'Loft' }, 'loft garden', false],
  ['words in any order', { description: 'Garden, then a loft.' }, 'loft garden', true],
  ['a word beside an apostrophe', { name: "L'étage noble" }, 'etage', true],
  ['a word beside a hyphen', { city: 'Saint-Étienne' }, 'etienne', true],
  ['a hyphen as a space', { city: 'Saint Étienne' }, 'saint-etienne', true],
  ['ß as ss', { street_address: 'Hauptstraße 1' }, 'hauptstrasse', true],
  ['ẞ as ss', { street_address: 'HAUPTSTRAẞE 1' }, 'hauptstraße', true],
  ['ħ as h', { city: 'Ħamrun' }, 'hamrun', true],
  ['letters of the north', { city: 'Þingvellir Deatnu Ŧŋ' }, 'thingvellir deatnu tn', true],
  ['ø as o', { city: 'Tromsø' }, 'tromso', true],
  ['Cyrillic letters', { city: 'Київ' }, 'київ', true],
  ['letters of the full width', { name: 'ＬＯＦＴ' }, 'loft', true],
  ['a word beside a line break', { description: 'Quiet.\nSunny.' }, 'sunny', true],
  ['a number', { description: '94 m² in all' }, '94 m2', true],
  ['operators of a search language as spaces', { name: 'Loft & garden' }, "loft & !garden | (k') :*", false],
  ['a word beside a star', { name: '★Lumineux' }, 'lumineux', true],
  ['words between pictures', { name: '✨Superbe 🏠Maison→Jardin ✔️Ascenseur' }, 'superbe maison jardin ascenseur', true],
  ['a numeral that is a letter', { name: '二〇二四' }, '二〇二四', true],
  ['a sigma at the end of a word', { city: 'ΠΕΙΡΑΙΑΣ' }, 'πειραιάς', true],
  ['syllables that become letters', { name: '각'.repeat(228) }, '각'.repeat(150), true],
  ['ligatures that become words', { name: 'ﷺ'.repeat(200) }, 'صلى', true],
  [
    'a word of 150 letters beside many others',
    { name: 'y'.repeat(150), description: 'foo '.repeat(800) },
    'y'.repeat(150),
    true,
  ],
  ['a word of thousands of letters', { name: 'x'.repeat(10_000) }, 'xxx', true],
];
for (const [what, row, q, finds] of wordsFound) {
  test(`q finds ${what}`, async () => {
    const id = await addListing(api, { name: 'Flat', description: '', street_address: '', city: 'X', ...row });
    const page = await api.call('GET', `/listings?q=${encodeURIComponent(q)}&ids=${id}`);
    assert.deepEqual([page.status, idsOf(page)], [200, finds ? [id] : []]);
  });
}

test('words that folding makes longer than a tsvector holds are stored whole or cut at a letter', async () => {
  for (const letter of ['각', '㌖', 'ﷺ', 'x', '𝔘'])
    for (const count of [60, 61, 500, 2_000]) await addListing(api, { name: letter.repeat(count) });
  const words = await api.sql<{ words: string }>('SELECT words::text FROM listing_words');
  assert.ok(words.every(({ words }) => words.isWellFormed() && !words.includes('\ufffd')));
});

const spelledCities: [string, string][] = [
  ['  Saint-Étienne ', 'Saint-Étienne'],
  ['Aix en Provence\t', 'aix-en-provence'],
  ['Saint  Jean', 'Saint Jean'],
  ['Ville–Neuve', 'ville neuve'],
  ['St. Gallen', 'st gallen'],
  ['ΠΕΙΡΑΙΑΣ', 'Πειραιάς'],
];
for (const [stored, asked] of spelledCities) {
  test(`the city ${JSON.stringify(stored)} is found as ${asked}, and as it stands`, async () => {
    const id = await addListing(api, { city: stored });
    for (const city of [stored, asked]) {
      const page = await api.call('GET', `/listings?city=${encodeURIComponent(city)}&ids=${id}`);
      assert.deepEqual(idsOf(page), [id], city);
    }
  });
}

test('postal codes are found without regard to what stands between their letters and digits', async () => {
  const id = await addListing(api, { postal_code: '75-001/B' });
  for (const code of ['75-001/B', '75001b', '75 001', '75.001'])
    assert.deepEqual(idsOf(await api.call('GET', `/listings?ids=${id}&postal_code=${encodeURIComponent(code)}`)), [id]);
});

test('numbers are taken as JSON writes them, and as the link to the next page does', async () => {
  const [one = 0, two = 0] = await addListings(api, 2, { price: 5, surface_area_m2: 54.1234567891 });
  const ids = `ids=${one},${two},9007199254740991`;
  for (const query of [
    'price_min=1e-7',
    'price_max=5.0000000000000001',
    'surface_min=54.1234567891',
    'price_per_m2_max=3333.3333333333335',
  ]) {
    const page = await api.call('GET', `/listings?${ids}&${query}&limit=1`);
    assert.deepEqual(idsOf(page), [one], query);
    assert.deepEqual(idsOf(await api.call('GET', nextOf(api, page) ?? '')), [two], query);
  }
});

test('q finds the words that a listing has now, and none of those it had', async () => {
  const id = await addListing(api, { name: 'Moulin' });
  const finds = async (q: string) => idsOf(await api.call('GET', `/listings?q=${q}`)).includes(id);
  await api.sql("UPDATE listing SET name = 'Château', price = price + 1 WHERE id = $1", [id]);
  assert.deepEqual([await finds('moulin'), await finds('chateau')], [false, true]);
  await api.sql('DELETE FROM listing WHERE id = $1', [id]);
  assert.deepEqual(await api.sql('SELECT FROM listing_words WHERE listing_id = $1', [id]), []);
});

const refused: [string, string, RegExp][] = [
  ['price_min=2&price_max=1', 'price_min', /must not be above price_max, which is 1/],
  ['surface_min=2&surface_max=1', 'surface_min', /must not be above surface_max/],
  ['rooms_min=2&rooms_max=1', 'rooms_min', /must not be above rooms_max/],
  ['sort=price', 'sort', /must be one of id, -id, created_date/],
  ['sort=', 'sort', /must be one of/],
  ['sort=id&sort=-id', 'sort', /must be given once/],
  ['sort=largest_drop', 'sort', /takes price_dropped_since/],
  ['sort=-largest_drop&price_changed_since=2024-01-01T00:00:00Z', 'sort', /takes price_dropped_since/],
  ['min_drop_pct=5', 'min_drop_pct', /takes price_dropped_since/],
  ['min_drop_pct=101&price_dropped_since=2024-01-01T00:00:00Z', 'min_drop_pct', /from 0 to 100/],
  ['price_min=-1', 'price_min', /from 0 to 999999999999.99/],
  ['price_min=cheap', 'price_min', /number/],
  ['price_min=NaN', 'price_min', /number/],
  ['rooms_min=1.5', 'rooms_min', /whole number/],
  ['building_type=CASTLE', 'building_type', /one of STUDIO, APARTMENT, HOUSE/],
  ['building_type=HOUSE,', 'building_type', /one of STUDIO, APARTMENT, HOUSE/],
  ['building_type=HOUSE&building_type=CASTLE', 'building_type', /one of STUDIO, APARTMENT, HOUSE/],
  ['country=fr', 'country', /ISO 3166-1/],
  ['city=', 'city', /text of 1 to 200/],
  ['city=%00', 'city', /NUL/],
  ['city=...', 'city', /a letter or a digit/],
  ['city=%FF', 'city', /percent-encoded UTF-8/],
  ['q=caf%E9', 'q', /percent-encoded UTF-8/],
  ['city=Paris&q=50%', 'q', /percent sign is written %25/],
  ['ids=1,a', 'ids', /positive whole number/],
  ['ids=', 'ids', /positive whole number/],
  ['postal_code=7%25', 'postal_code', /letters or digits, with spaces, hyphens/],
  ['postal_code=%20-', 'postal_code', /letters or digits/],
  ['price_min=1e999', 'price_min', /number/],
  ['q=%20-%20', 'q', /a letter or a digit/],
  ['ids=1,x', 'ids', /positive whole number/],
  ['ids=0', 'ids', /positive whole number/],
  [`ids=${Array.from({ length: 401 }, (_, n) => n + 1)}`, 'ids', /400/],
  ['created_since=yesterday', 'created_since', /RFC 3339/],
  ['price_dropped_since=2024-01-01', 'price_dropped_since', /RFC 3339/],
  ['count=all', 'count', /exact or estimated/],
  ['colour=red', 'colour', /known are limit, after, sort, count, city/],
  ['as_of=2024-01-01T00:00:00Z&q=loft', 'q', /as they are now/],
  ['as_of=2024-01-01T00:00:00Z&sort=-id', 'sort', /must be id/],
  ['known_at=2024-01-01T00:00:00Z&count=exact', 'count', /as they are now/],
];
for (const [query, parameter, detail] of refused) {
  test(`?${query.slice(0, 60)} is refused, naming ${parameter}`, async () => {
    const { status, body } = await api.call('GET', `/listings?${query}`);
    assert.deepEqual([status, body.errors[0].parameter], [422, parameter]);
    assert.match(body.errors[0].detail, detail);
  });
}

test('Total-Count is exact where it is counted, and close where it is estimated', async () => {
  await addListings(api, 2_000, { city: 'Counted', surface_area_m2: 33 });
  await api.sql('ANALYZE listing');
  const totals = await Promise.all(
    ['exact', 'estimated'].map(async (count) => {
      const { headers } = await api.call('GET', `/listings?city=counted&limit=1&count=${count}`);
      return Number(headers.get('total-count'));
    }),
  );
  assert.equal(totals[0], 2_000);
  assert.ok((totals[1] ?? 0) > 1_500 && (totals[1] ?? 0) < 2_500, String(totals[1]));
  assert.equal((await api.call('GET', '/listings?city=counted')).headers.get('total-count'), null);
});

test('a surface too small to divide by has no price per m2, and comes last', async () => {
  for (const surface_area_m2 of [5e-324, 0.009, 0, 0.01, 50])
    await addListing(api, { city: 'Tiny', price: 1e11, surface_area_m2 });
  const surfaces = async (query: string) =>
    (await api.call('GET', `/listings?city=Tiny&${query}`)).body.map(
      (listing: Record<string, number>) => listing.surface_area_m2,
    );
  assert.deepEqual(await surfaces('sort=price_per_m2'), [50, 0.01, 5e-324, 0.009, 0]);
  assert.deepEqual(await surfaces('sort=-price_per_m2'), [0.01, 50, 0, 0.009, 5e-324]);
  assert.deepEqual(await surfaces('price_per_m2_max=900000000000'), [50]);
});
