import type { Listing, ListingInput } from '../../src/listings/listing.ts';

/** A listing as a client would add it. */
export const newListing: ListingInput = {
  name: 'Sunny 3-room apartment in Perpignan',
  description: 'Sunny 3-room apartment of 70.5 m². A balcony to the south. The tram stops at the door.',
  building_type: 'APARTMENT',
  latest_price_eur: 143_500,
  surface_area_m2: 70.5,
  rooms_count: 3,
  bedrooms_count: 2,
  contact_phone_number: '+33612345678',
  postal_address: { street_address: '12 rue des Lilas', postal_code: '66000', city: 'Perpignan', country: 'FR' },
};

/** The first listings of a book as JSON that puts each as it is. @throws where their ids are not 1, 2, 3 … */
export async function readBodies(base: string, count: number): Promise<string[]> {
  const bodies: string[] = [];
  for (let next: string | undefined = '/listings?limit=1000'; next && bodies.length < count; ) {
    const response = await fetch(`${base}${next}`);
    for (const { id, created_date, updated_date, ...input } of (await response.json()) as Listing[]) {
      if (bodies.push(JSON.stringify(input)) !== id) throw new Error(`listing ${bodies.length} is not there`);
    }
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return bodies.slice(0, count);
}
