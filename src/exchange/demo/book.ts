import { AppError } from '../../errors.ts';
import type { ListingValues } from '../../listings/listings.sql.ts';
import { drawAddress, drawPhoneNumber } from './address.ts';
import { drawDwelling, drawWords } from './dwelling.ts';
import { places } from './places.ts';
import { type DemoPrice, drawPricePath } from './price-path.ts';
import { pickWeighted, type Random, seededRandom } from './random.ts';

export type BookOptions = {
  listings: number;
  /** Of all listings together. */
  prices: number;
  /** A 32-bit whole number. */
  seed: number;
  /** No price is later, in UTC milliseconds. */
  until: number;
};

export type DemoListing = Omit<ListingValues, 'price'> & { reference: string; prices: readonly DemoPrice[] };

const mostPricesPerListing = 100_000;

/**
 * A synthetic book: so many listings, with so many prices together. The same options make the same book, listing by
 * listing, so that its size does not matter to memory.
 * @throws AppError `invalid` where the listings cannot have that many prices.
 */
export function demoBook(options: BookOptions): Iterable<DemoListing> {
  const { listings, prices } = options;
  if (prices < listings) {
    throw new AppError(
      'invalid',
      `A listing has at least one price: ask for ${listings} prices or more, not ${prices}.`,
    );
  }
  if (prices > listings * mostPricesPerListing) {
    const most = listings * mostPricesPerListing;
    throw new AppError('invalid', `${listings} listings have at most ${most} prices: ask for more listings.`);
  }
  return { [Symbol.iterator]: () => drawBook(options) };
}

/** The start of the day in UTC, in milliseconds: books made on one day are the same. */
export function startOfDay(atMs: number): number {
  return new Date(atMs).setUTCHours(0, 0, 0, 0);
}

/** The prices beyond the first of each listing are dealt out by share, rounded so that they add up. */
function* drawBook({ listings, prices, seed, until }: BookOptions): Generator<DemoListing> {
  let all = 0;
  for (let index = 0; index < listings; index += 1) all += drawShare(seededRandom(seed, index), index);
  let shares = 0;
  let dealt = 0;
  for (let index = 0; index < listings; index += 1) {
    const random = seededRandom(seed, index);
    shares += drawShare(random, index);
    const due = Math.floor((prices - listings) * (shares / all));
    yield drawListing(random, { number: index + 1, count: 1 + due - dealt, until });
    dealt = due;
  }
}

/** One in twelve never changes its price; the first one may, so that somebody takes the prices of a small book. */
function drawShare(random: Random, index: number): number {
  const share = 0.3 + 2 * random() * random();
  return random() < 1 / 12 && index > 0 ? 0 : share;
}

function drawListing(
  random: Random,
  { number, count, until }: { number: number; count: number; until: number },
): DemoListing {
  const place = pickWeighted(random, places);
  const dwelling = drawDwelling(random);
  const { kind, ...measures } = dwelling;
  const first = place.eurPerM2 * dwelling.surface_area_m2 * (0.75 + 0.6 * random());
  return {
    ...drawWords(random, dwelling, place.city),
    ...measures,
    ...drawAddress(random, place),
    contact_phone_number: drawPhoneNumber(random, place.country),
    reference: `demo-${String(number).padStart(6, '0')}`,
    prices: drawPricePath(random, { count, first, until }),
  };
}
