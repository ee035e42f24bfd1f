import { type Static, Type } from 'typebox';
import type { Queryable } from '../../db/queryable.ts';
import { hasLetterOrDigit, text } from '../../wire/schemas.ts';
import { country } from '../listing.ts';
import { selectPlaces } from './places.sql.ts';

const usualPlaces = 10;
const mostPlaces = 100;

export const PlaceQuery = Type.Object(
  {
    prefix: Type.Refine(
      text({
        ...{ max: 200 },
        description: 'What a city or a postal code begins with; case, accents, hyphens do not matter.',
      }),
      hasLetterOrDigit,
      () => 'must have a letter or a digit',
    ),
    country: Type.Optional(country),
    limit: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: mostPlaces, default: usualPlaces, description: 'How many places at most.' },
        'x-expected': `a whole number from 1 to ${mostPlaces}`,
      }),
    ),
  },
  { additionalProperties: false },
);
export type PlaceQuery = Static<typeof PlaceQuery>;

/** A city, or a postal code of one. */
export const Place = Type.Object(
  {
    city: Type.String({ description: 'As most of its listings write it.' }),
    country: Type.String({ description: 'ISO 3166-1 alpha-2.' }),
    postal_code: Type.Optional(Type.String({ description: 'Where the postal code begins with the prefix.' })),
    count: Type.Integer({ description: 'How many listings there are.', minimum: 1 }),
  },
  { $id: 'Place', description: 'A city, or a postal code of one, that has listings.' },
);
export type Place = Static<typeof Place>;

/** Cities that begin so, then postal codes that do, each by how many listings they have. */
export async function suggestPlaces(db: Queryable, query: PlaceQuery): Promise<Place[]> {
  const { prefix, country, limit = usualPlaces } = query;
  const rows = await selectPlaces(db, { prefix, country, limit });
  return rows.map(({ city, country, postal_code, count }) => ({
    ...{ city, country },
    ...(postal_code === null ? {} : { postal_code }),
    count,
  }));
}
