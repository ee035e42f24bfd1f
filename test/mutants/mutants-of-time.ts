import type { Mutant } from './mutant.ts';

const history = 'migrations/0007_history.sql';
const asOf = 'src/listings/listings-as-of.sql.ts';

/** Promises about questions of the past. */
export const ofTime: readonly Mutant[] = [
  {
    name: 'known-at-dropped',
    promise: 'known_at leaves out what was recorded later.',
    edits: [
      {
        file: 'src/prices/prices.sql.ts',
        from: "' AND recorded_at <= $2'",
        to: "' AND $2::timestamptz IS NOT NULL'",
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
    name: 'attributes-found-too-late',
    promise: 'Attributes that hold since before as_of may have been learnt after known_at.',
    edits: [{ file: asOf, from: "l.described_date > $1 OR $2 < 'infinity'", to: 'l.described_date > $1' }],
    tests: ['listings/as-of.test.ts'],
  },
  {
    name: 'attributes-dated-too-early',
    promise: 'The attributes that a change ends are those of before it, also where a trigger of others made it (H3).',
    edits: [
      {
        file: history,
        from: 'CREATE TRIGGER zzz_listing_stamp_update',
        to: 'CREATE TRIGGER listing_stamp_update',
      },
    ],
    tests: ['prices/other-triggers.test.ts'],
  },
  {
    name: 'voids-ignored',
    promise: 'as_of finds no price that was voided.',
    edits: [{ file: asOf, from: 'p.recorded_at <= $2', to: 'p.recorded_at <= $2 AND p.price_eur IS NOT NULL' }],
    tests: ['listings/as-of.test.ts'],
  },
  {
    name: 'as-of-excludes-its-instant',
    promise: 'A timestamp that the API printed finds that very price (H3).',
    edits: [
      {
        file: asOf,
        from: 'AND p.effective_at <= $1 AND p.recorded_at <= $2',
        to: 'AND p.effective_at < $1 AND p.recorded_at <= $2',
      },
    ],
    tests: ['listings/as-of.test.ts'],
  },
  {
    name: 'mark-of-before-it-is-seen',
    promise: 'Nothing is recorded as of before its mark can be seen (H10).',
    edits: [
      {
        file: history,
        from: "set_config('app.marked_ms', ((extract(epoch FROM public.listing_clock()) * 1000)::bigint)::text, true)",
        to: "set_config('app.marked_ms', ((extract(epoch FROM public.listing_clock()) * 1000)::bigint - 1)::text, true)",
      },
    ],
    tests: ['prices/recorded.test.ts'],
  },
  {
    name: 'open-writers-ignored',
    promise: 'What an open transaction may still record is not known yet (H10).',
    edits: [{ file: history, from: "WHERE locktype = 'advisory'", to: "WHERE false AND locktype = 'advisory'" }],
    tests: ['listings/as-of.test.ts'],
  },
  {
    name: 'details-called-final',
    promise: 'Actors and reasons are not final: they can be trimmed (H10).',
    edits: [{ file: 'src/prices/prices.routes.ts', from: 'isFinal(at) && !detailed', to: 'isFinal(at)' }],
    tests: ['prices/details-trimmed.test.ts'],
  },
];
