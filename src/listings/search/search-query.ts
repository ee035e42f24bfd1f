import { type Static, Type } from 'typebox';
import { commaList, hasLetterOrDigit, rfc3339Instant, text } from '../../wire/schemas.ts';
import { withHistory } from '../history/with-history.ts';
import { buildingType, country } from '../listing.ts';
import { pointInTime } from '../point-in-time.ts';
import { sorts } from './sorts.ts';

const mostListings = 1_000;
/** Links to both sides repeat them: 16 KiB, which Node's fetch takes of all headers, hold so many of any length. */
const mostIds = 400;
const euros = amount('euros', 999_999_999_999.99);
const squareMetres = amount('square metres', 1e9);
const rooms = whole(2_147_483_647);

/** By what listings are searched; every one given has to hold. */
export const filters = {
  city: Type.Optional(
    Type.Refine(
      text({ max: 200, description: 'In this city; case, accents and hyphens do not matter.' }),
      hasLetterOrDigit,
      () => 'must have a letter or a digit',
    ),
  ),
  country: Type.Optional(country),
  postal_code: Type.Optional(
    Type.String({
      ...{
        pattern: '^(?=.*[\\p{L}\\p{N}])[\\p{L}\\p{N} ./-]{1,20}$',
        description: 'With a postal code that begins so; spaces, hyphens, dots and slashes do not matter.',
      },
      'x-expected':
        'the beginning of a postal code: letters or digits, with spaces, hyphens, dots and slashes, 20 at most',
    }),
  ),
  building_type: Type.Optional(
    commaList(buildingType, { maxItems: 3, description: 'Of one of these kinds, separated by commas.' }),
  ),
  price_min: euros('Costs this or more, in euros.'),
  price_max: euros('Costs this or less, in euros.'),
  surface_min: squareMetres('Has this floor area in m2 or more.'),
  surface_max: squareMetres('Has this floor area in m2 or less.'),
  rooms_min: rooms('Has so many rooms or more.'),
  rooms_max: rooms('Has so many rooms or fewer.'),
  bedrooms_min: rooms('Has so many bedrooms or more.'),
  price_per_m2_max: euros('Costs this or less per m2, in euros; has a floor area.'),
  created_since: Type.Optional(rfc3339Instant('Known since this instant or later.')),
  updated_since: Type.Optional(rfc3339Instant('Changed at this instant or later.')),
  q: Type.Optional(
    Type.Refine(
      text({
        ...{ max: 200 },
        description:
          'Has each of these words in its name, description, street or city; case and accents do not matter. A word of three letters or more may be the beginning of a longer one.',
      }),
      hasLetterOrDigit,
      () => 'must have a letter or a digit',
    ),
  ),
  reference: Type.Optional(text({ max: 200, description: "Has this reference: the owner's own id." })),
  ids: Type.Optional(
    commaList(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, 'x-expected': 'a positive whole number' }), {
      maxItems: mostIds,
      description: 'Has one of these ids, separated by commas.',
    }),
  ),
  price_dropped_since: Type.Optional(
    rfc3339Instant('Costs less now than just before this instant; of a younger listing the first price counts.'),
  ),
  min_drop_pct: amount('percent', 100)('Costs less by so many percent or more; with price_dropped_since.'),
  price_changed_since: Type.Optional(
    rfc3339Instant('The price it has now holds since this instant or later, and it had another one before.'),
  ),
  ever_below: euros('Cost less than this once, or does now, in euros.'),
};
const Filters = Type.Object(filters);
export type Filters = Static<typeof Filters>;

/** The query of GET /listings. */
export const ListingQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: mostListings, default: 100, description: 'How many listings a page has.' },
        'x-expected': `a whole number from 1 to ${mostListings}`,
      }),
    ),
    after: Type.Optional(
      Type.String({ description: 'Where the page before ended, or the one after began: taken from a Link header.' }),
    ),
    sort: Type.Optional(
      Type.Enum(sorts, {
        ...{ default: 'id', 'x-expected': `one of ${sorts.join(', ')}` },
        description:
          'By what the listings are ordered; with a minus sign the other way round. What has no price per m2 comes last. largest_drop takes price_dropped_since, and begins with the largest one in percent.',
      }),
    ),
    count: Type.Optional(
      Type.Enum(['exact', 'estimated'], {
        'x-expected': 'exact or estimated',
        description:
          'Says in Total-Count how many listings there are on all pages: counted, which takes time, or as the planner of the database has it.',
      }),
    ),
    ...filters,
    ...pointInTime,
    ...withHistory,
  },
  { additionalProperties: false },
);
export type ListingQuery = Static<typeof ListingQuery>;

function amount(unit: string, maximum: number) {
  return (description: string) =>
    Type.Optional(
      Type.Number({ minimum: 0, maximum, description, 'x-expected': `a number of ${unit} from 0 to ${maximum}` }),
    );
}

function whole(maximum: number) {
  return (description: string) =>
    Type.Optional(
      Type.Integer({ minimum: 0, maximum, description, 'x-expected': `a whole number from 0 to ${maximum}` }),
    );
}
