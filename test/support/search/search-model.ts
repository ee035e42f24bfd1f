import type { Filters } from '../../../src/listings/search/search-query.ts';
import type { BookListing } from './searched-book.ts';

export type ModelQuery = Filters & { sort?: string };

/** The ids that a search finds, in its order: worked out from the whole book, one listing at a time. */
export function found(book: readonly BookListing[], query: ModelQuery): number[] {
  const { sort = 'id' } = query;
  const name = sort.replace('-', '');
  const descending = sort.startsWith('-') !== (name === 'largest_drop');
  const fits = book.filter((listing) => Object.entries(query).every(([filter, value]) => test(listing, filter, value)));
  const keyed = fits.map((listing) => ({ id: listing.id, key: keyOf(listing, name, query) }));
  const sign = descending ? -1 : 1;
  return keyed
    .toSorted((a, b) => nulls(a.key, b.key) || sign * (compare(a.key, b.key) || a.id - b.id))
    .map(({ id }) => id);

  function test(listing: BookListing, filter: string, value: unknown): boolean {
    if (filter === 'sort') return true;
    const fit = tests[filter];
    if (!fit) throw new Error(`the model does not know ${filter}`);
    return fit(listing, value as never, query); // each knows the type of its own filter
  }
}

type Key = string | number | undefined;
const compare = (a: Key = 0, b: Key = 0) => (a < b ? -1 : a > b ? 1 : 0);
/** What there is nothing to order by comes last. */
const nulls = (a: Key, b: Key) => Number(a === undefined) - Number(b === undefined);

// biome-ignore lint/suspicious/noExplicitAny: each test knows the type of its own filter
const tests: Record<string, (listing: BookListing, value: any, query: ModelQuery) => boolean> = {
  city: ({ city }, value) => plain(city) === plain(value),
  country: ({ country }, value) => country === value,
  postal_code: ({ postal_code }, value) => code(postal_code).startsWith(code(value)),
  building_type: ({ building_type }, value) => value.includes(building_type),
  price_min: (listing, value) => priceOf(listing) >= value,
  price_max: (listing, value) => priceOf(listing) <= value,
  surface_min: ({ surface_area_m2 }, value) => surface_area_m2 >= value,
  surface_max: ({ surface_area_m2 }, value) => surface_area_m2 <= value,
  rooms_min: ({ rooms_count }, value) => rooms_count >= value,
  rooms_max: ({ rooms_count }, value) => rooms_count <= value,
  bedrooms_min: ({ bedrooms_count }, value) => bedrooms_count >= value,
  price_per_m2_max: (listing, value) => (perM2(listing) ?? Number.POSITIVE_INFINITY) <= value,
  created_since: ({ created }, value) => created >= value,
  updated_since: ({ updated }, value) => updated >= value,
  q: (listing, value) => {
    const has = wordsOf([listing.name, listing.description, listing.street_address, listing.city].join(' '));
    return wordsOf(value).every((word) => has.some((own) => (word.length < 3 ? own === word : own.startsWith(word))));
  },
  reference: ({ reference }, value) => reference === value,
  ids: ({ id }, value) => value.includes(id),
  price_dropped_since: (listing, value) => priceOf(listing) < priceBefore(listing, value),
  min_drop_pct: (listing, value, { price_dropped_since: since = '' }) =>
    priceOf(listing) * 100 <= priceBefore(listing, since) * (100 - value),
  price_changed_since: ({ path }, value) => path.length > 1 && (path.at(-1)?.at ?? '') >= value,
  ever_below: ({ path }, value) => path.some(({ eur }) => eur < value),
};

function keyOf(listing: BookListing, name: string, { price_dropped_since = '' }: ModelQuery): Key {
  switch (name) {
    case 'created_date':
      return listing.created;
    case 'updated_date':
      return listing.updated;
    case 'latest_price_eur':
      return priceOf(listing);
    case 'price_per_m2':
      return perM2(listing);
    case 'surface_area_m2':
      return listing.surface_area_m2;
    case 'largest_drop': {
      const before = priceBefore(listing, price_dropped_since);
      return (before - priceOf(listing)) / before;
    }
    default:
      return listing.id;
  }
}

const priceOf = ({ path }: BookListing) => path.at(-1)?.eur ?? 0;
const priceBefore = ({ path }: BookListing, at: string) =>
  (path.findLast((price) => price.at < at) ?? path[0])?.eur ?? 0;
const perM2 = (listing: BookListing) =>
  listing.surface_area_m2 === 0 ? undefined : priceOf(listing) / listing.surface_area_m2;

const spelled: Record<string, string> = { ł: 'l', ß: 'ss', æ: 'ae', ø: 'o' };

function plain(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return folded
    .replace(/[łßæø]/g, (letter) => spelled[letter] ?? letter)
    .replaceAll('ς', 'σ')
    .replace(/[-'’.\s]+/g, ' ')
    .trim();
}

const code = (text: string) => plain(text).replaceAll(' ', '');
const wordsOf = (text: string) =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
