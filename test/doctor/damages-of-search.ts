import { type Damage, usual } from './damage.ts';

/** Damages of what listings are found by. */
export const ofSearch: readonly Damage[] = [
  ...['price_date', 'previous_price_date'].map(
    (column): Damage => ({
      what: `a ${column} that its history does not give is derived again`,
      by: `UPDATE listing SET ${column} = ${column} - interval '1 ms' WHERE id = ID`,
      finds: [/^search .*other prices/],
      prices: usual,
    }),
  ),
  ...['previous_price', 'lowest_price'].map(
    (column): Damage => ({
      what: `a ${column} that its history does not give is derived again`,
      by: `UPDATE listing SET ${column} = NULL WHERE id = ID`,
      finds: [/^search .*other prices/],
      prices: usual,
    }),
  ),
  {
    what: 'words that it does not have are derived again',
    by: "UPDATE listing_words SET words = 'other' WHERE listing_id = ID",
    finds: [/^search .*other words/],
    prices: usual,
  },
  {
    what: 'words that were removed are derived again',
    by: 'DELETE FROM listing_words WHERE listing_id = ID',
    finds: [/^search .*other words/],
    prices: usual,
  },
  {
    what: 'words that are left of a listing that is gone are removed (H6)',
    first: 'DELETE FROM listing WHERE id = ID',
    by: "INSERT INTO listing_words VALUES (ID, 'perpignan')",
    finds: [/^H6 .*its words are there/],
  },
];
