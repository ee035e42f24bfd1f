import type { ListingColumns } from './listing-rows.ts';

/** A row that a ListingAPI may hold, and what becomes of it: a price of 100,000 and dates of this moment if not said. */
export type OddRow = {
  what: string;
  stored: ListingColumns;
  becomes: { price?: number; created?: string; updated?: string };
};

const midnight = 'T00:00:00.000Z';

const prices: [stored: number | string, kept: number][] = [
  [100.005, 100.01],
  [1.005, 1.01],
  [0.125, 0.13],
  [1e-7, 0],
  [0.1 + 0.2, 0.3],
  [999_999_999_999.99, 999_999_999_999.99],
  [123_456_789_012.345, 123_456_789_012.35],
  ['-0', 0],
  [-5, -5],
  [-100.005, -100.01],
];

/** The dates as stored, and the days that become of them. */
const days: [what: string, stored: (string | null)[], kept?: [created: string, updated: string]][] = [
  ['no dates', [null, null]],
  ['no date of its last update', ['2021-05-06', null], ['2021-05-06', '2021-05-06']],
  ['no date of its creation', [null, '2021-05-06'], ['2021-05-06', '2021-05-06']],
  ['created after it was updated', ['2022-05-06', '2021-05-06'], ['2022-05-06', '2021-05-06']],
  ['dates in the year 1', ['0001-01-01', '0001-01-02'], ['0001-01-01', '0001-01-02']],
  ['dates before the year 1', ['0044-03-15 BC', '0001-12-31 BC']],
  ['infinite dates', ['-infinity', 'infinity']],
  ['an infinite last update', ['2021-05-06', 'infinity'], ['2021-05-06', '2021-05-06']],
  ['a creation in the future', ['2999-01-01', '2021-05-06'], ['2021-05-06', '2021-05-06']],
  ['dates far in the future', ['99999-01-01', '294276-12-31 23:59:59.999999']],
];

const others: [what: string, stored: ListingColumns][] = [
  ['an empty description', { description: '' }],
  ['a phone number that is no E.164', { contact_phone_number: '06 12 34 56 78 (home)' }],
  ['an unknown building type', { building_type: 'château' }],
  ['a country in lower case', { country: 'fr' }],
  ['a country by its name', { country: 'France' }],
  ['no rooms', { rooms_count: 0, bedrooms_count: -1 }],
  ['a negative area', { surface_area_m2: -0.5 }],
  ['a very long text', { description: 'é🏠 '.repeat(300_000), name: 'x'.repeat(100_000) }],
  ['quotes and line ends', { name: `"'\\ $$ %s`, description: 'a\r\n\tb' }],
];

export const oddRows: OddRow[] = [
  ...prices.map(
    ([price, kept]): OddRow => ({ what: `a price of ${price}`, stored: { price }, becomes: { price: kept } }),
  ),
  ...days.map(([what, [created_date = null, updated_date = null], kept]): OddRow => {
    const [created, updated] = kept ?? [];
    const becomes = kept ? { created: `${created}${midnight}`, updated: `${updated}${midnight}` } : {};
    return { what, stored: { created_date, updated_date }, becomes };
  }),
  {
    what: 'microseconds, which are cut',
    stored: { created_date: '1999-12-31 23:59:59.999999', updated_date: '2021-05-06 07:08:09.123999' },
    becomes: { created: '1999-12-31T23:59:59.999Z', updated: '2021-05-06T07:08:09.123Z' },
  },
  ...others.map(([what, stored]): OddRow => ({ what, stored, becomes: {} })),
];
