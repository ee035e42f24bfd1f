import type { Mutant } from './mutant.ts';

const history = 'migrations/0007_history.sql';

/** Promises about what is recorded. */
export const ofHistory: readonly Mutant[] = [
  {
    name: 'clock-of-transaction',
    promise: 'Times are those of the row lock, not of the start of the transaction (H3).',
    edits: [
      {
        file: 'migrations/0002_listing_price.sql',
        from: "SELECT date_trunc('milliseconds', clock_timestamp())",
        to: "SELECT date_trunc('milliseconds', now())",
      },
    ],
    tests: ['prices/order.test.ts'],
  },
  {
    name: 'same-millisecond',
    promise: 'A change is at least 1 ms after the one before (H3).',
    edits: [
      {
        file: history,
        from: "NEW.updated_date := greatest(NEW.recorded_date, OLD.updated_date + interval '1 millisecond');",
        to: 'NEW.updated_date := NEW.recorded_date;',
      },
    ],
    tests: ['prices/order.test.ts'],
  },
  {
    name: 'one-price-of-many-inserted',
    promise: 'Each row of a COPY, or of an INSERT of many, leaves a price (H1).',
    edits: [
      {
        file: history,
        from: 'recorded_date, price FROM inserted RETURNING',
        to: 'recorded_date, price FROM inserted LIMIT 1 RETURNING',
      },
    ],
    tests: ['prices/recorded.test.ts'],
  },
  {
    name: 'one-price-of-many-updated',
    promise: 'Each row of an UPDATE of many leaves a price (H1).',
    edits: [
      {
        file: history,
        from: '      WHERE n.price <> o.price\n      RETURNING',
        to: '      WHERE n.price <> o.price LIMIT 1\n      RETURNING',
      },
    ],
    tests: ['prices/recorded.test.ts'],
  },
  {
    name: 'unchanged-is-recorded',
    promise: 'A write that changes nothing leaves no trace (H2).',
    edits: [{ file: history, from: 'ELSIF NEW IS NOT DISTINCT FROM OLD THEN', to: 'ELSIF false THEN' }],
    tests: ['prices/unchanged.test.ts'],
  },
  {
    name: 'prices-can-be-changed',
    promise: 'Price rows are never changed (H5).',
    edits: [{ file: 'migrations/0002_listing_price.sql', from: 'BEFORE UPDATE OR TRUNCATE', to: 'BEFORE TRUNCATE' }],
    tests: ['prices/append-only.test.ts'],
  },
  {
    name: 'nan-is-a-price',
    promise: 'NaN is no price. Either table refuses it.',
    edits: [
      {
        file: 'migrations/0001_listing.sql',
        from: 'CHECK (price >= 0.0 AND price <= 999999999999.99)',
        to: 'CHECK (price >= 0.0)',
      },
      {
        file: 'migrations/0002_listing_price.sql',
        from: 'CHECK (price_eur >= 0.0 AND price_eur <= 999999999999.99)',
        to: 'CHECK (price_eur >= 0.0)',
      },
    ],
    tests: ['prices/refused-values.test.ts'],
    only: 'listing whose price',
  },
  {
    name: 'nan-is-added',
    promise: 'Nor is it one that is added to the history alone.',
    edits: [
      {
        file: 'migrations/0002_listing_price.sql',
        from: 'CHECK (price_eur >= 0.0 AND price_eur <= 999999999999.99)',
        to: 'CHECK (price_eur >= 0.0)',
      },
    ],
    tests: ['prices/refused-values.test.ts'],
  },
  {
    name: 'correction-keeps-version',
    promise: 'A correction makes another version of the listing.',
    edits: [
      {
        file: history,
        from: 'NEW.version := OLD.version + 1;',
        to: 'NEW.version := OLD.version + CASE WHEN public.listing_own_write() THEN 0 ELSE 1 END;',
      },
    ],
    tests: ['listings/if-none-match.test.ts', 'prices/corrections.test.ts'],
  },
  {
    name: 'statement-without-lock',
    promise: 'What is stated already leaves no trace, also where two state it at once (H2).',
    edits: [{ file: 'src/prices/state-price.sql.ts', from: 'WHERE id = $1 FOR NO KEY UPDATE', to: 'WHERE id = $1' }],
    tests: ['prices/corrections.test.ts'],
  },
];
