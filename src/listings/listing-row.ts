import type { Listing, ListingInput, ListingPatch, VersionedListing } from './listing.ts';
import type { ListingRow, ListingValues } from './listings.sql.ts';

/** The listing that a row holds. */
export function toListing(row: ListingRow): Listing {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    building_type: row.building_type,
    latest_price_eur: row.price,
    surface_area_m2: row.surface_area_m2,
    rooms_count: row.rooms_count,
    bedrooms_count: row.bedrooms_count,
    ...(row.contact_phone_number === null ? {} : { contact_phone_number: row.contact_phone_number }),
    postal_address: {
      street_address: row.street_address,
      postal_code: row.postal_code,
      city: row.city,
      country: row.country,
    },
    ...(row.reference === null ? {} : { reference: row.reference }),
    created_date: row.created_date,
    updated_date: row.updated_date,
    ...(row.history ? { history: row.history } : {}),
  };
}

export function toVersioned(row: ListingRow): VersionedListing {
  return { listing: toListing(row), version: row.version };
}

/** The columns of a whole listing; a phone number that is left out is none. */
export function toValues(input: ListingInput): ListingValues {
  const { postal_address, latest_price_eur, contact_phone_number, reference, ...same } = input;
  return {
    ...same,
    ...postal_address,
    price: latest_price_eur,
    contact_phone_number: contact_phone_number ?? null,
    reference: reference ?? null,
  };
}

/** The columns that a patch names. */
export function toPatchValues(patch: ListingPatch): Partial<ListingValues> {
  const { postal_address, latest_price_eur, ...same } = patch;
  return { ...same, ...postal_address, ...(latest_price_eur === undefined ? {} : { price: latest_price_eur }) };
}
