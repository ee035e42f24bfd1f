import type { Mutant } from './mutant.ts';

const history = 'migrations/0006_history.sql';
const asOf = 'src/listings/listings-as-of.sql.ts';

/** Promises about questions of the past. */
export const ofTime: readonly Mutant[] = [
  {
    name: 'known-at-dropped',
    promise: 'known_at leaves out what was recorded later.',
    edits: [
      {
        file: 'src/prices/prices.sql.ts',
        from: 'WHERE listing_id = $1 AND recorded_at <= $2',
        to: 'WHERE listing_id = $1 AND $2::timestamptz IS NOT NULL',
      },
    ],
    tests: ['prices/price-pages.test.ts', 'prices/corrections.test.ts'],
  },
  {
    name: 'attributes-known-too-early',
    promise: 'So it does with attributes.',
    edits: [{ file: asOf, from: '(p.valid_to > $1 OR p.superseded_at > $2)', to: 'p.valid_to > $1' }],
    tests: ['listings/as-of.test.ts'],
  },
  {
    name: 'voids-ignored',
    promise: 'as_of finds no price that was voided.',
    edits: [{ file: asOf, from: "p.recorded_at <= $2';", to: "p.recorded_at <= $2 AND p.price_eur IS NOT NULL';" }],
    tests: ['listings/as-of.test.ts'],
  },
  {
    name: 'as-of-excludes-its-instant',
    promise: 'A timestamp that the API printed finds that very price (H3).',
    edits: [
      {
        file: asOf,
        from: "AND p.effective_at <= $1 AND p.recorded_at <= $2';",
        to: "AND p.effective_at < $1 AND p.recorded_at <= $2';",
      },
    ],
    tests: ['listings/as-of.test.ts'],
  },
  {
    name: 'open-writers-ignored',
    promise: 'What an open transaction may still record is not known yet (H10).',
    edits: [{ file: history, from: "WHERE locktype = 'advisory'", to: "WHERE false AND locktype = 'advisory'" }],
    tests: ['listings/as-of.test.ts'],
  },
];
