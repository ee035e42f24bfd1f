import { type Static, Type } from 'typebox';
import { checker } from '../wire/checker.ts';
import { euros, text } from '../wire/schemas.ts';
import { countryCodes } from './countries.ts';
import { PriceSummary } from './history/price-summary.ts';

const buildingTypes = ['STUDIO', 'APARTMENT', 'HOUSE'] as const;

const about = {
  name: 'Title of the listing, as shown to people.',
  description: 'Free text about the dwelling.',
  building_type: 'Kind of building.',
  latest_price_eur: 'The price now, in euros.',
  surface_area_m2: 'Floor area in square metres.',
  rooms_count: 'Number of rooms.',
  bedrooms_count: 'Number of bedrooms.',
  contact_phone_number: 'Phone number to ask at, E.164.',
  reference: "The owner's own id of the listing, unique.",
};

const countryCode = 'an ISO 3166-1 alpha-2 code in capitals, such as FR';

export const country = Type.Refine(
  Type.String({
    ...{ description: 'Country, as an ISO 3166-1 alpha-2 code.', examples: ['FR'] },
    'x-expected': countryCode,
  }),
  (value) => countryCodes.has(value),
  () => `must be ${countryCode}`,
);

const postalAddress = {
  street_address: text({ max: 500, description: 'Street and number.' }),
  postal_code: text({ max: 20, description: 'Postal code, as written in the country.' }),
  city: text({ max: 200, description: 'City or town.' }),
  country,
};

export const buildingType = Type.Enum(buildingTypes, {
  description: about.building_type,
  'x-expected': `one of ${buildingTypes.join(', ')}`,
});

const required = {
  name: text({ max: 500, description: about.name }),
  description: text({ max: 50_000, description: about.description }),
  building_type: buildingType,
  latest_price_eur: euros(about.latest_price_eur),
  surface_area_m2: Type.Number({
    ...{ minimum: 0, maximum: 1e9, description: about.surface_area_m2 },
    'x-expected': 'a number from 0 to 1000000000',
  }),
  rooms_count: count(1, about.rooms_count),
  bedrooms_count: count(0, about.bedrooms_count),
};

const optional = {
  contact_phone_number: nullable(
    '^\\+[1-9][0-9]{1,14}$',
    'an E.164 number such as +33612345678',
    about.contact_phone_number,
  ),
  reference: Type.Union([text({ max: 200, description: '' }), Type.Null()], {
    description: about.reference,
    'x-expected': 'text of 1 to 200 characters, not blank, without NUL and lone surrogates, or null',
  }),
};

function count(minimum: number, description: string) {
  const maximum = 2_147_483_647;
  return Type.Integer({ minimum, maximum, description, 'x-expected': `a whole number from ${minimum} to ${maximum}` });
}

function nullable(pattern: string, what: string, description: string) {
  return Type.Union([Type.String({ pattern }), Type.Null()], { description, 'x-expected': `${what}, or null` });
}

const closed = { additionalProperties: false };
const readOnly = { 'x-read-only': ['id', 'created_date', 'updated_date'] };

/** What a client says of a listing: all of it. Null for an optional member says that there is none. */
export const ListingInput = Type.Object(
  {
    ...required,
    postal_address: Type.Object(postalAddress, closed),
    contact_phone_number: Type.Optional(optional.contact_phone_number),
    reference: Type.Optional(optional.reference),
  },
  { ...closed, ...readOnly, $id: 'ListingInput', description: 'A listing to create, or what one is to become.' },
);
export type ListingInput = Static<typeof ListingInput>;

/** A JSON merge patch (RFC 7396) of a listing: only what is to change; null removes an optional member. */
export const ListingPatch = Type.Partial(
  Type.Object({ ...required, ...optional, postal_address: Type.Partial(Type.Object(postalAddress), closed) }),
  { ...closed, ...readOnly, $id: 'ListingPatch', description: 'What is to change; null removes an optional member.' },
);
export type ListingPatch = Static<typeof ListingPatch>;

const instant = (description: string) => Type.String({ format: 'date-time', description });

/**
 * A listing as it is served. Its members keep no bounds: rows of a ListingAPI that today's rules would refuse are served
 * as they are.
 */
export const Listing = Type.Object(
  {
    id: Type.Integer({ description: 'Given out by the service.', minimum: 1 }),
    name: Type.String({ description: about.name }),
    description: Type.String({ description: about.description }),
    building_type: Type.String({ description: about.building_type, examples: [...buildingTypes] }),
    latest_price_eur: Type.Number({ description: about.latest_price_eur }),
    surface_area_m2: Type.Number({ description: about.surface_area_m2 }),
    rooms_count: Type.Integer({ description: about.rooms_count }),
    bedrooms_count: Type.Integer({ description: about.bedrooms_count }),
    contact_phone_number: Type.Optional(Type.String({ description: about.contact_phone_number })),
    postal_address: Type.Object({
      street_address: Type.String(),
      postal_code: Type.String(),
      city: Type.String(),
      country: Type.String({ description: 'ISO 3166-1 alpha-2.' }),
    }),
    reference: Type.Optional(Type.String({ description: about.reference })),
    created_date: instant('Since when the listing is known.'),
    updated_date: instant('Since when the listing is as it is now.'),
    history: Type.Optional(PriceSummary),
  },
  { $id: 'Listing', description: 'A dwelling offered for sale or rent, as it is now.' },
);
export type Listing = Static<typeof Listing>;

/** A listing and the number of its version, which counts its changes from 1. */
export type VersionedListing = { listing: Listing; version: number };

export const listingInputChecker = checker(ListingInput);
