import { type Static, Type } from 'typebox';
import { euros, text } from '../wire/schemas.ts';

const instant = (description: string) => Type.String({ format: 'date-time', description });

const price_eur = Type.Number({ description: 'The price in euros.' });

const detail = {
  effective_at: instant('The instant from which the price holds (valid time); the same as created_date.'),
  recorded_at: instant('The instant at which the database learnt it (transaction time).'),
  until: Type.Optional(instant('The instant from which the next price holds; left out for the last one.')),
  change_eur: Type.Optional(Type.Number({ description: 'Difference to the price before, in euros.' })),
  change_pct: Type.Optional(
    Type.Number({ description: 'Difference to the price before in percent of that one, with two decimals.' }),
  ),
  actor: Type.Optional(Type.String({ description: 'Who stated the price.' })),
  reason: Type.Optional(Type.String({ description: 'Why, where a reason was given.' })),
};

/** A price of a listing; it held until the next one. */
export const Price = Type.Object(
  {
    ...{ price_eur, created_date: instant('The instant from which the price holds.') },
    ...Type.Partial(Type.Object(detail)).properties,
  },
  { $id: 'Price', description: 'A price, and since when it holds; with detail=full all that is known of it.' },
);
export type Price = Static<typeof Price>;

/** A price with all that is known of it. What there is none of is left out. */
export const PriceDetail = Type.Object(
  { price_eur, created_date: instant('The same as effective_at.'), ...detail },
  { $id: 'PriceDetail', description: 'A price with all that is known of it.' },
);
export type PriceDetail = Static<typeof PriceDetail>;

const reason = text({ max: 1_000, description: 'Why the price is stated, for those who read the history.' });
export const reasonOfVoid = text({ max: 1_000, description: 'Why the price is void, for those who read the history.' });

/** What was the price from an instant on. */
export const PriceStatement = Type.Object(
  { price_eur: euros('The price in euros that held from that instant on.'), reason: Type.Optional(reason) },
  { additionalProperties: false, $id: 'PriceStatement', description: 'What the price was from an instant on.' },
);
export type PriceStatement = Static<typeof PriceStatement>;
