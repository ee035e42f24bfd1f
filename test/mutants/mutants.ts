export type Edit = { file: string; from: string; to: string };

/** A small edit that breaks one promise, and the tests that have to fail for it. */
export type Mutant = {
  name: string;
  promise: string;
  edits: readonly Edit[];
  /** Files of test/. */
  tests: readonly string[];
  /** A pattern of the names of their tests, where the file takes long. */
  only?: string;
};

const history = 'migrations/0006_history.sql';
const asOf = 'src/listings/listings-as-of.sql.ts';
const answers = 'src/idempotency/answer-once.ts';

const ofFeed: Mutant[] = [
  {
    name: 'feed-without-bound',
    promise: 'A read shows changes whose key is below its bound, and nothing else (SPEC 7).',
    edits: [
      {
        file: 'src/changes/changes.sql.ts',
        from: ' AND feed_key < pg_snapshot_xmin(pg_current_snapshot())\n          AND',
        to: ' AND',
      },
    ],
    tests: ['changes/changes.test.ts', 'changes/feed-race.test.ts'],
  },
  {
    name: 'key-of-transaction',
    promise: "The key of a change is not below that of its listing's change before (SPEC 3).",
    edits: [
      {
        file: history,
        from: `    greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
      WHERE c.listing_id = n.id ORDER BY c.version DESC LIMIT 1)),`,
        to: '    pg_current_xact_id(),',
      },
    ],
    tests: ['changes/feed-race.test.ts'],
    only: 'readers miss nothing',
  },
  {
    name: 'key-of-correction',
    promise: 'Nor is that of a correction.',
    edits: [
      {
        file: history,
        from: `greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
        WHERE c.listing_id = s.id ORDER BY c.version DESC LIMIT 1)),`,
        to: 'pg_current_xact_id(),',
      },
    ],
    tests: ['changes/feed-race.test.ts'],
    only: 'readers miss nothing',
  },
  {
    name: 'key-of-deletion',
    promise: 'Nor is that of a deletion.',
    edits: [
      {
        file: history,
        from: `    greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
      WHERE c.listing_id = r.id ORDER BY c.version DESC LIMIT 1)),`,
        to: '    pg_current_xact_id(),',
      },
    ],
    tests: ['changes/feed-race.test.ts'],
    only: 'readers miss nothing',
  },
  {
    name: 'epoch-not-compared',
    promise: 'A cursor of another epoch is answered with 410 (SPEC 16).',
    edits: [
      { file: 'src/changes/feed-cursor.ts', from: 'cursor.epoch !== state.epoch', to: 'cursor.epoch === undefined' },
    ],
    tests: ['changes/epoch.test.ts'],
  },
  {
    name: 'trimmed-not-compared',
    promise: 'A cursor before what was removed is answered with 410 (SPEC 20).',
    edits: [
      {
        file: 'src/changes/feed-cursor.ts',
        from: 'isBefore(cursor, { key: state.trimmed_key, seq: state.trimmed_seq })',
        to: "isBefore(cursor, { key: '0', seq: '0' })",
      },
    ],
    tests: ['changes/epoch.test.ts'],
  },
  {
    name: 'deletion-blanks-nothing',
    promise: 'The deletion of a listing takes personal data out of its earlier changes (H6).',
    edits: [{ file: history, from: '  WHERE c.listing_id = r.id AND (c.reason', to: '  WHERE false AND (c.reason' }],
    tests: ['changes/changes.test.ts'],
  },
];

const ofHistory: Mutant[] = [
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
        from: "NEW.updated_date := greatest(public.listing_clock(), OLD.updated_date + interval '1 millisecond');",
        to: 'NEW.updated_date := public.listing_clock();',
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
        from: 'coalesce(learnt, updated_date), price FROM inserted;',
        to: 'coalesce(learnt, updated_date), price FROM inserted LIMIT 1;',
      },
    ],
    tests: ['prices/recorded.test.ts'],
  },
  {
    name: 'one-price-of-many-updated',
    promise: 'Each row of an UPDATE of many leaves a price (H1).',
    edits: [{ file: history, from: '  WHERE n.price <> o.price;', to: '  WHERE n.price <> o.price LIMIT 1;' }],
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

const ofTime: Mutant[] = [
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

const ofHttp: Mutant[] = [
  {
    name: 'weak-tag-admitted',
    promise: 'If-Match compares strongly: a weak tag admits nothing (RFC 9110, 13.1.1).',
    edits: [{ file: 'src/wire/etag.ts', from: '/^"([1-9]', to: '/^(?:W\\/)?"([1-9]' }],
    tests: ['listings/conditional.test.ts'],
  },
  {
    name: 'overtaken-write-answered',
    promise: 'A write is not answered as done for a version that it did not find.',
    edits: [
      {
        file: 'src/listings/change-listing.ts',
        from: 'const said = isSaid(input, current);',
        to: 'const said = true;',
      },
    ],
    tests: ['listings/conditional.test.ts'],
  },
  {
    name: 'other-version-is-known',
    promise: 'If-None-Match is answered 304 for the version that is there, and no other.',
    edits: [
      {
        file: 'src/listings/listings.routes.ts',
        from: "isKnown(request.headers['if-none-match'], entityTag(version))",
        to: "isKnown(request.headers['if-none-match'], entityTag(version - 1))",
      },
    ],
    tests: ['listings/if-none-match.test.ts'],
  },
  {
    name: 'answer-of-its-own',
    promise: 'The answer to a write is kept in the transaction of the write.',
    edits: [
      {
        file: answers,
        from: '      await insertAnswer(tx',
        to: "      await tx.query({ text: 'COMMIT' });\n      await tx.query({ text: 'BEGIN' });\n      await insertAnswer(tx",
      },
    ],
    tests: ['idempotency/idempotency.test.ts'],
  },
  {
    name: 'fingerprint-not-compared',
    promise: 'Another request under the same key is refused.',
    edits: [{ file: answers, from: 'given.fingerprint !== fingerprint', to: 'given.fingerprint === undefined' }],
    tests: ['idempotency/idempotency.test.ts'],
  },
  {
    name: 'answers-keep-personal-data',
    promise: 'The deletion of a listing blanks the answers that are kept (H6).',
    edits: [
      {
        file: history,
        from: 'UPDATE public.idempotency_key AS k SET body = NULL FROM removed',
        to: 'UPDATE public.idempotency_key AS k SET body = k.body FROM removed',
      },
    ],
    tests: ['idempotency/idempotency.test.ts'],
  },
  {
    name: 'answer-outlives-listing',
    promise: 'Nor is one kept of a listing that was deleted meanwhile (H6).',
    edits: [
      {
        file: 'src/idempotency/idempotency-keys.sql.ts',
        from: 'CASE WHEN EXISTS (SELECT FROM there) THEN $6 END',
        to: '$6',
      },
    ],
    tests: ['idempotency/idempotency.test.ts'],
  },
  {
    name: 'outcome-called-unavailable',
    promise: 'Where nobody knows whether a write was made, the answer says so (H9).',
    edits: [
      {
        file: 'src/db/session.ts',
        from: 'throw isLost(error) ? outcomeUnknown(error) : toAppError(error);',
        to: 'throw toAppError(error);',
      },
    ],
    tests: ['faults/wire-cuts.test.ts'],
    only: 'a PATCH whose connection',
  },
];

export const mutants: readonly Mutant[] = [...ofFeed, ...ofHistory, ...ofTime, ...ofHttp];
