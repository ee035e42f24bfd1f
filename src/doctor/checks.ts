import type { Transaction } from '../db/session.ts';
import { findDisorder, findUntoldVersions } from './feed-order.sql.ts';
import { type Found, nothingFound, together } from './finding.ts';
import { findRowsOfDeleted, findUntoldDeletions } from './gone.sql.ts';
import { findPricesNotInForce } from './price-in-force.sql.ts';
import type { Range } from './range.sql.ts';
import { findBrokenPrices, findPricesOtherThanFeed } from './said-prices.sql.ts';
import { findWrongSearchAids } from './search-aids.sql.ts';
import { findBrokenPast, findLaterPrices, findWrongDescribedDates } from './times.sql.ts';

export type Check = {
  /** The invariant, as ARCHITECTURE has it; or what else is checked. */
  name: string;
  /** What holds where it finds nothing. */
  says: string;
};

type RangeCheck = Check & { finds: ((tx: Transaction, range: Range) => Promise<Found>)[] };

const rangeChecks: readonly RangeCheck[] = [
  { name: 'H1', says: 'every change of a price goes on from the one before', finds: [findBrokenPrices] },
  { name: 'H3', says: 'times never go back', finds: [findLaterPrices, findBrokenPast, findWrongDescribedDates] },
  { name: 'H4', says: 'the price of each listing is the one in force', finds: [findPricesNotInForce] },
  { name: 'H5', says: 'the prices that are there are those that were recorded', finds: [findPricesOtherThanFeed] },
  {
    name: 'H6',
    says: 'deleted listings leave one change and nothing of people',
    finds: [findRowsOfDeleted, findUntoldDeletions],
  },
  { name: 'H7', says: 'the feed has every version once, in order', finds: [findDisorder, findUntoldVersions] },
  { name: 'search', says: 'listings are found by what they are', finds: [findWrongSearchAids] },
];

/** What the checks found, by the name of the invariant; those that found nothing too. */
export type Examined = Map<string, { check: Check; found: Found }>;

/** Every check of a range, at the moment that the transaction sees. */
export async function checkRange(tx: Transaction, range: Range): Promise<Examined> {
  const examined: Examined = new Map();
  for (const { finds, ...check } of rangeChecks) {
    let found = nothingFound;
    for (const find of finds) found = together(found, await find(tx, range));
    examined.set(check.name, { check, found });
  }
  return examined;
}

/** Adds one finding after the other to what was examined so far. */
export function addExamined(all: Examined, more: Examined): void {
  for (const [name, { check, found }] of more) {
    all.set(name, { check, found: together(all.get(name)?.found ?? nothingFound, found) });
  }
}

/** How many there are of all checks together. */
export function countFindings(examined: Examined): number {
  return [...examined.values()].reduce((sum, { found }) => sum + found.count, 0);
}
