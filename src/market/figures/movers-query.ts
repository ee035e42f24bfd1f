import { type Static, Type } from 'typebox';
import { Listing } from '../../listings/listing.ts';
import { filters } from '../../listings/search/search-query.ts';
import { day, marketTime } from './series-query.ts';

const moverSorts = ['percent', 'amount', 'cuts'] as const;
export type MoverSort = (typeof moverSorts)[number];
const directions = ['cuts', 'rises'] as const;
const most = 100;

/** The query of GET /market/movers. */
export const MoversQuery = Type.Object(
  {
    direction: Type.Optional(
      Type.Enum(directions, {
        ...{ default: 'cuts', 'x-expected': `one of ${directions.join(', ')}` },
        description: 'Listings that cost less at the end than at the start, or more.',
      }),
    ),
    sort: Type.Optional(
      Type.Enum(moverSorts, {
        ...{ default: 'percent', 'x-expected': `one of ${moverSorts.join(', ')}` },
        description: 'The largest first: in percent, in euros, or those with the most cuts.',
      }),
    ),
    from: day('From this day or instant on. Left out: the 30 days before `to`.'),
    to: day('Up to, and without, this day or instant. Left out: up to now.'),
    limit: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: most, default: 20, description: 'How many listings there are at most.' },
        'x-expected': `a whole number from 1 to ${most}`,
      }),
    ),
    ...filters,
    ...marketTime,
  },
  { additionalProperties: false },
);
export type MoversQuery = Static<typeof MoversQuery>;

const euros = (description: string) => Type.Number({ description });

export const Mover = Type.Object(
  {
    listing_id: Type.Integer({ minimum: 1 }),
    from_eur: euros('The price at the start; of a listing that was new since, its first price.'),
    to_eur: euros('The price at the end.'),
    change_eur: euros('By how much it moved; below 0 for a cut.'),
    change_pct: euros('The same in percent of the price at the start.'),
    cuts: Type.Integer({ description: 'How often its price was cut in between.' }),
    changes: Type.Integer({ description: 'How often its price was changed in between.' }),
    changed_date: Type.String({ format: 'date-time', description: 'Since when the price at the end holds.' }),
    listing: Listing,
  },
  { $id: 'Mover', description: 'A listing whose price moved, and the listing as it was at the end.' },
);
export type Mover = Static<typeof Mover>;

/** Those that a table has. */
export const moverMembers = Object.keys(Mover.properties).filter((name) => name !== 'listing');
