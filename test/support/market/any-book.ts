import fc from 'fast-check';
import type { ListingColumns } from '../listing-rows.ts';

/** Where a time is stated: so many ms from a boundary of periods, or from a price of the listing, but never after the clock. */
export type At = { boundary: number; by: number } | { beside: number; by: number };

export type BookStep =
  | { kind: 'clock'; by: number }
  | { kind: 'create'; home: ListingColumns; price: number; at: At | undefined }
  | { kind: 'set'; which: number; price: number; at: At | undefined }
  | { kind: 'state'; which: number; price: number | null; at: At; again: boolean }
  | { kind: 'describe'; which: number; home: ListingColumns; at: At | undefined }
  | { kind: 'delete'; which: number };

const hour = 3_600_000;
const dayMs = 24 * hour;

/** Where periods begin: weeks around new year, leap days, quarters, and as early as there are instants. */
export const boundaries = [
  ...['0001-01-01', '0001-01-08', '1600-02-29', '1969-12-29', '1970-01-01', '2019-12-30', '2020-01-01', '2020-02-29'],
  ...['2020-12-28', '2021-01-01', '2021-01-04', '2021-04-01', '2021-07-01', '2022-01-01', '2022-01-03', '2022-02-01'],
  ...['2022-04-01', '2022-06-30', '2022-10-01', '2022-12-26', '2023-01-01', '2023-01-02', '2023-02-01'],
];
export const cities = ['Perpignan', 'PERPIGNAN', 'perpignan', 'Saint-Étienne', 'saint etienne', 'Łódź'];
export const countries = ['FR', 'ES', 'PL'];
export const postalCodes = ['66000', '66 000', '66-000', '66100', 'SW1A 1AA', 'sw1a-1aa'];
export const types = ['STUDIO', 'APARTMENT', 'HOUSE'] as const;
export const prices = [0, 0.01, 90_000, 95_000.55, 100_000, 100_000, 120_000, 80_000, 333_333.33, 999_999_999_999.99];
/** 40.4 and 60.6 are a fifth less, and more, than 50.5. */
export const surfaces = [0, 0.005, 0.01, 25, 40.4, 50.5, 60.6, 75, 75];

const near = fc.constantFrom(-1, 0, 0, 0, 1, 11 * hour, -dayMs);
const at: fc.Arbitrary<At> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ boundary: fc.nat(boundaries.length - 1), by: near }) },
  { weight: 2, arbitrary: fc.record({ beside: fc.nat(5), by: fc.constantFrom(-1, 0, 0, 1, 40 * dayMs) }) },
);
const price = fc.constantFrom(...prices);
const which = fc.nat(60);
const members = {
  city: fc.constantFrom(...cities),
  country: fc.constantFrom(...countries),
  postal_code: fc.constantFrom(...postalCodes),
  building_type: fc.constantFrom(...types),
  surface_area_m2: fc.constantFrom(...surfaces),
  rooms_count: fc.integer({ min: 1, max: 3 }),
  bedrooms_count: fc.integer({ min: 0, max: 2 }),
  name: fc.constantFrom('Flat', 'Loft with terrace'),
};
const home: fc.Arbitrary<ListingColumns> = fc.record(members);
/** One attribute or more. */
const otherHome: fc.Arbitrary<ListingColumns> = fc.record(members, { requiredKeys: [] });
const stated = fc.option(at, { nil: undefined, freq: 2 });
const constant = <const T>(value: T) => fc.constant(value);

const create = fc.record({ kind: constant('create'), home, price, at: stated });
const step: fc.Arbitrary<BookStep> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: constant('clock'), by: fc.constantFrom(1, 7 * hour, 6 * dayMs, 25 * dayMs) }),
  },
  { weight: 2, arbitrary: create },
  { weight: 8, arbitrary: fc.record({ kind: constant('set'), which, price, at: stated }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ kind: constant('state'), which, price: fc.option(price, { nil: null, freq: 2 }), at, again: fc.boolean() },
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: constant('describe'), which, home: otherHome, at: stated }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('delete'), which }) },
);

/** The steps of a history of a few listings, or of some dozens. */
export function anyBook({ listings, steps }: { listings: number; steps: number }): fc.Arbitrary<BookStep[]> {
  const first = fc.array(create, { minLength: listings, maxLength: listings });
  const later = fc.array(step, { minLength: steps, maxLength: steps });
  return fc.tuple(first, later).map(([some, more]) => [...some, ...more]);
}

/** The same one with all homes in one country, and fewer kinds of them: so that each has others to be compared with. */
export function inFewPlaces(steps: readonly BookStep[]): BookStep[] {
  return steps.map((step) => ('home' in step ? { ...step, home: gathered(step.home) } : step));
}

function gathered({ country: _, ...home }: ListingColumns): ListingColumns {
  return home.building_type === 'STUDIO' ? { ...home, building_type: 'APARTMENT' } : home;
}
