import type { ListingInput } from '../../src/listings/listing.ts';

/** A valid listing, with what a test wants otherwise. */
export function someListing(overrides: Partial<ListingInput> = {}): ListingInput {
  return {
    name: 'Flat in Perpinyà',
    description: 'Bright, quiet, near the station.',
    building_type: 'APARTMENT',
    latest_price_eur: 100_000,
    surface_area_m2: 70.5,
    rooms_count: 3,
    bedrooms_count: 2,
    postal_address: { street_address: '1 rue des Lilas', postal_code: '66000', city: 'Perpignan', country: 'FR' },
    ...overrides,
  };
}
