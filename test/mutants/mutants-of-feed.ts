import type { Mutant } from './mutant.ts';

const history = 'migrations/0007_history.sql';

/** Promises of src/changes/SPEC.md. */
export const ofFeed: readonly Mutant[] = [
  {
    name: 'feed-without-bound',
    promise: 'A read shows changes whose key is below its bound, and nothing else (SPEC 7).',
    edits: [
      {
        file: 'src/changes/changes.sql.ts',
        from: " AND feed_key < pg_snapshot_xmin(pg_current_snapshot())',\n",
        to: "',\n",
      },
    ],
    tests: ['changes/changes.test.ts', 'changes/feed-race.test.ts'],
  },
  {
    name: 'feed-without-bound-backwards',
    promise: 'Nor does a read backwards show others (SPEC 34).',
    edits: [
      {
        file: 'src/changes/changes.sql.ts',
        from: '(least($1::xid8, ',
        to: "(coalesce($1::xid8, '9223372036854775807', ",
      },
    ],
    tests: ['changes/changes-before.test.ts'],
  },
  {
    name: 'key-of-transaction',
    promise: "The key of a change is not below that of its listing's change before (SPEC 3).",
    edits: [
      {
        file: history,
        from: `      greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
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
    name: 'bound-not-compared',
    promise: 'Nor is one good that the bound has not reached: the database was put back (SPEC 15).',
    edits: [
      {
        file: 'src/changes/feed-cursor.ts',
        from: 'BigInt(cursor.key) >= BigInt(state.bound)',
        to: 'BigInt(cursor.key) > BigInt(cursor.key)',
      },
    ],
    tests: ['changes/epoch.test.ts'],
  },
  {
    name: 'now-is-beyond',
    promise: 'The cursor of now is before everything that is not shown yet (SPEC 12).',
    edits: [
      {
        file: 'src/changes/changes.sql.ts',
        from: 'WHERE c.feed_key < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY',
        to: 'ORDER BY',
      },
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
