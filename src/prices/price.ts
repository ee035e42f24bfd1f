import { type Static, Type } from 'typebox';

/** A price of a listing; it held until the next one. */
export const Price = Type.Object(
  {
    price_eur: Type.Number({ description: 'The price in euros.' }),
    created_date: Type.String({ format: 'date-time', description: 'The instant from which the price holds.' }),
  },
  { $id: 'Price', description: 'A price, and since when it holds; it held until the next one.' },
);
export type Price = Static<typeof Price>;
