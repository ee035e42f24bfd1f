import { type Static, Type } from 'typebox';

const instant = (description: string) => Type.String({ format: 'date-time', description });
const euros = (description: string) => Type.Number({ description });
const count = (description: string) => Type.Integer({ description, minimum: 0 });

/** A list of listings is drawn from it without another request: a chip, a small chart, days on offer. */
export const PriceSummary = Type.Object(
  {
    first_price_eur: euros('The first price, in euros.'),
    first_date: instant('Since when that one held: since then the listing is on offer.'),
    lowest_price_eur: euros('The lowest price it ever had, in euros.'),
    highest_price_eur: euros('The highest one.'),
    changes: count('How many times another amount came into force.'),
    cuts: count('How many of these were lower than the amount before.'),
    previous_price_eur: Type.Optional(
      euros('The price before the last change, in euros; left out where there was none.'),
    ),
    changed_date: Type.Optional(instant('When the last change was; left out where there was none.')),
    recent: Type.Array(
      Type.Object({
        price_eur: euros('The price in euros.'),
        created_date: instant('The instant from which the price holds.'),
      }),
      {
        minItems: 1,
        description:
          'The prices of the last 12 months, oldest first, beginning with the one in force when they began; of more than 60 the latest.',
      },
    ),
  },
  {
    $id: 'PriceSummary',
    description:
      'The prices of a listing in short, as known now: what was corrected or voided is in none of it. Told by reads with=history only.',
  },
);
export type PriceSummary = Static<typeof PriceSummary>;
