import { type Static, Type } from 'typebox';
import { minCount } from './min-count.ts';
import { marketTime } from './series-query.ts';

/** The query of GET /listings/{id}/market. */
export const StandingQuery = Type.Object(
  {
    min_count: minCount(
      'Where fewer are within 20 percent of its surface, those within 50 percent are compared, else those of any; what would be of fewer is left out.',
    ),
    max_lag: marketTime.max_lag,
  },
  { additionalProperties: false },
);
export type StandingQuery = Static<typeof StandingQuery>;

const perM2 = (description: string) => Type.Optional(Type.Number({ description: `${description} Unit: EUR/m2.` }));

/** Where a listing stands among those like it. */
export const Standing = Type.Object(
  {
    listing_id: Type.Integer({ minimum: 1 }),
    price_per_m2: perM2('Its own; left out where it has no surface.'),
    cuts: Type.Integer({ description: 'How often its price has been cut since the start.' }),
    comparable: Type.Object(
      {
        country: Type.String({ description: 'ISO 3166-1 alpha-2.' }),
        city: Type.String(),
        building_type: Type.String(),
        size_within_pct: Type.Optional(
          Type.Integer({ description: 'Their surface differs by so many percent at most; left out: they are of any.' }),
        ),
        count: Type.Integer({ description: 'How many other listings are on offer that are like it.' }),
      },
      { description: 'What it is compared with: those of its city, its kind and about its size.' },
    ),
    p25_price_per_m2: perM2('The lower quartile of theirs.'),
    median_price_per_m2: perM2('The median of theirs.'),
    p75_price_per_m2: perM2('The upper quartile of theirs.'),
    difference_pct: Type.Optional(Type.Number({ description: 'By how much it is above their median, in percent.' })),
    cheaper_share: Type.Optional(Type.Number({ description: 'Share of them that cost less per m2, from 0 to 1.' })),
    cuts_per_listing: Type.Optional(Type.Number({ description: 'Mean number of cuts of them since their start.' })),
    cut_share: Type.Optional(Type.Number({ description: 'Share of them that have been cut, from 0 to 1.' })),
  },
  { $id: 'Standing', description: 'Where a listing stands among those like it, as they are now.' },
);
export type Standing = Static<typeof Standing>;
