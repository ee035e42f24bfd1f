import { AppError } from '../errors.ts';

const largest = 2n ** 63n - 1n;

/**
 * The id of a listing as it stands in a path: a positive 64-bit integer in its shortest form.
 * @throws AppError `not_found` for anything else: no listing has such an id.
 */
export function parseListingId(text: string): string {
  if (/^[1-9]\d{0,18}$/.test(text) && (text.length < 19 || BigInt(text) <= largest)) return text;
  throw new AppError('not_found', 'There is no such listing: an id is a positive whole number.');
}

export function noSuchListing(id: string): AppError {
  return new AppError('not_found', `There is no listing ${id}.`);
}
