import { type Damage, first, last, usual } from './damage.ts';

/** Damages of prices and their times. */
export const ofPrices: readonly Damage[] = [
  {
    what: 'a price written beside the triggers is recorded as one of now',
    by: 'UPDATE listing SET price = 75000 WHERE id = ID',
    finds: [/^H4 .*its price is 75000.00 EUR, the price in force is 80000.00 EUR/, /^H8 .*: price$/],
    prices: [...usual, 75_000],
  },
  {
    what: 'also one that the history had before',
    by: 'UPDATE listing SET price = 100000 WHERE id = ID',
    finds: [/^H4 /, /^H8 /],
    prices: [...usual, 100_000],
  },
  {
    what: 'a row added beside the triggers is followed, and said',
    by: `INSERT INTO listing_price SELECT ID, max(effective_at) + interval '1 ms', max(recorded_at) + interval '1 ms', 70000
      FROM listing_price WHERE listing_id = ID`,
    finds: [/^H3 .*before its latest price/, /^H4 .*80000.*70000/, /^H5 .*that the feed does not say: 70000/, /^H8 /],
    prices: [...usual, 70_000],
  },
  {
    what: 'rows and price that were written together need no other price',
    by: `INSERT INTO listing_price SELECT ID, clock_timestamp(), clock_timestamp(), 70000;
      UPDATE listing SET price = 70000, updated_date = clock_timestamp() WHERE id = ID`,
    finds: [/^H5 .*70000/, /^H8 .*price, updated_date/, /^H8 .*other prices/],
    prices: [...usual, 70_000],
  },
  {
    what: 'a price that was removed is put back',
    by: `DELETE FROM listing_price WHERE ${last}`,
    finds: [/^H4 .*80000.*90000/, /^H5 .*says is not there: 80000.00 EUR/, /^H8 /],
    prices: usual,
  },
  {
    what: 'all prices are put back',
    by: 'DELETE FROM listing_price WHERE listing_id = ID',
    finds: [/^H4 .*none in force/, /^H5 /, /^H5 /, /^H5 /, /^H8 /],
    prices: usual,
  },
  {
    what: 'a price that was overwritten is put back, and what replaced it is a correction',
    by: `UPDATE listing_price SET price_eur = 101000 WHERE ${first}`,
    finds: [/^H5 .*a price is 101000.00 EUR, the feed says 100000.00 EUR/, /^H8 /],
    prices: [100_000, 101_000, 90_000, 80_000],
  },
  {
    what: 'also the price of today, with that of the listing',
    by: `UPDATE listing_price SET price_eur = 81000 WHERE ${last}; UPDATE listing SET price = 81000 WHERE id = ID`,
    finds: [/^H5 /, /^H8 .*: price$/, /^H8 /],
    prices: [...usual, 81_000],
  },
  {
    what: 'another price in place of one that was corrected since',
    first: `INSERT INTO listing_price SELECT ID, effective_at, listing_record_time(ID, effective_at), 99000
      FROM listing_price WHERE ${first}`,
    by: `UPDATE listing_price SET price_eur = 101000 WHERE (listing_id, price_eur) = (ID, 100000)`,
    finds: [/^H5 .*a price is 101000.00 EUR, the feed says 100000.00 EUR/, /^H8 /],
    prices: [100_000, 99_000, 90_000, 80_000],
  },
  {
    what: 'a price of the future stays a finding, and the rest is left as it is',
    by: `INSERT INTO listing_price VALUES (ID, '2131-01-01', '2131-01-01', 70000)`,
    finds: [/^H3 .*before its latest price/, /^H4 .*80000.*70000/, /^H5 .*does not say: 70000/, /^H8 .*other prices/],
    leaves: [/^H3 /, /^H4 /, /^H5 /, /^H8 /],
    prices: [...usual, 70_000, 80_000],
  },
  {
    what: 'so does one that would be recorded in the future, beside others',
    by: `INSERT INTO listing_price SELECT ID, effective_at, '2131-01-01', 70000 FROM listing_price WHERE ${last};
      INSERT INTO listing_price VALUES (ID, '2020-01-01', '2020-01-01', 60000)`,
    finds: [/^H4 .*80000.*70000/, /^H5 .*60000/, /^H5 .*70000/, /^H8 .*other prices/],
    leaves: [/^H4 /, /^H5 /, /^H5 /, /^H8 /],
    prices: [60_000, ...usual, 70_000, 80_000],
  },
  {
    what: 'a last update of the future is taken back, also where prices go with it',
    by: `INSERT INTO listing_price VALUES (ID, '2131-01-01', '2131-01-01', 70000);
      UPDATE listing SET price = 70000, updated_date = '2131-01-01' WHERE id = ID`,
    finds: [/^H5 .*does not say: 70000/, /^H8 .*: price, updated_date$/, /^H8 .*other prices/],
    leaves: [/^H3 .*before its latest price/, /^H5 /, /^H8 .*: price$/, /^H8 .*other prices/],
    prices: [...usual, 70_000, 70_000],
  },
  {
    what: 'a listing with a price of the future that nobody recorded',
    by: `DELETE FROM listing_change WHERE listing_id = ID;
      INSERT INTO listing_price VALUES (ID, '2131-01-01', '2131-01-01', 70000)`,
    finds: [/^H3 /, /^H4 /, /^H7 /, /^H8 /],
    leaves: [/^H3 /, /^H4 /, /^H5 .*does not say: 70000/, /^H8 .*other prices/],
    prices: [...usual, 70_000, 80_000],
  },
  {
    what: 'prices of which all are voided stay a finding',
    by: 'UPDATE listing_price SET price_eur = NULL WHERE listing_id = ID',
    finds: [/^H4 .*none in force/, /^H5 /, /^H5 /, /^H5 /, /^H8 .*other prices/],
    leaves: [/^H4 .*none in force/, /^H5 /, /^H5 /, /^H5 /, /^H8 .*other prices/],
    prices: [null, null, null, 80_000],
  },
  {
    what: 'a last update before a price',
    by: "UPDATE listing SET updated_date = '2020-01-01' WHERE id = ID",
    finds: [/^H3 .*updated last at 2020-01-01T00:00:00.000Z/, /^H3 .*end after its last update/, /^H8 .*updated_date/],
    prices: usual,
  },
];
