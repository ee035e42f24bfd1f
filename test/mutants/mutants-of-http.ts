import type { Mutant } from './mutant.ts';

const history = 'migrations/0007_history.sql';
const answers = 'src/idempotency/answer-once.ts';

/** Promises about requests and answers. */
export const ofHttp: readonly Mutant[] = [
  {
    name: 'weak-tag-admitted',
    promise: 'If-Match compares strongly: a weak tag admits nothing (RFC 9110, 13.1.1).',
    edits: [{ file: 'src/wire/etag.ts', from: '`^"([1-9]', to: '`^(?:W/)?"([1-9]' }],
    tests: ['listings/conditional.test.ts'],
  },
  {
    name: 'overtaken-write-answered',
    promise: 'A write is not answered as done for a version that it did not find.',
    edits: [
      {
        file: 'src/listings/change-listing.ts',
        from: 'isSaid(input, current) || current.version === before',
        to: 'current',
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
        from: "if (!isFinal(at)) reply.header('etag', tagOf(found));",
        to: "if (!isFinal(at)) reply.header('etag', entityTag(found.version - 1));",
      },
    ],
    tests: ['listings/if-none-match.test.ts'],
  },
  {
    name: 'next-page-unseen',
    promise: 'A page that another one follows from now on has another tag.',
    edits: [
      {
        file: 'src/http/caching.ts',
        from: 'said.filter((field) => field !== undefined)',
        to: 'said.filter(() => false)',
      },
    ],
    tests: ['http/caching.test.ts'],
  },
  {
    name: 'codings-share-a-tag',
    promise: 'A strong tag is of one coding only (RFC 9110, 8.8.3.3).',
    edits: [{ file: 'src/wire/etag.ts', from: "tag.startsWith('W/') ?", to: "tag.startsWith('') ?" }],
    tests: ['http/coded-tags.test.ts'],
  },
  {
    name: 'unusable-is-known',
    promise: 'What a client has in a coding that it does not take now is not answered 304.',
    edits: [
      {
        file: 'src/wire/etag.ts',
        from: '[...codings.map((coding) => encodedTag(tag, coding))',
        to: "[...(['zstd', 'br', 'gzip'] as const).map((coding) => encodedTag(tag, coding))",
      },
    ],
    tests: ['http/coded-tags.test.ts'],
  },
  {
    name: 'known-history-read',
    promise: 'A history that is known costs no more than its version.',
    edits: [
      {
        file: 'src/prices/prices.routes.ts',
        from: "!final && request.headers['if-none-match'] !== undefined",
        to: 'Number.isNaN(0)',
      },
    ],
    tests: ['prices/known-history.test.ts'],
  },
  {
    name: 'failures-stored',
    promise: 'What fails is not stored by caches.',
    edits: [{ file: 'src/http/problem-reply.ts', from: "'no-store'", to: "'no-cache'" }],
    tests: ['http/caching.test.ts'],
  },
  {
    name: 'refusals-called-html',
    promise: 'The page is only for browsers: what is wrong with a request is told as a problem.',
    edits: [
      {
        file: 'src/http/problem-reply.ts',
        from: "'content-type', problemMediaType",
        to: "'content-type', problemTypes[name].status === 400 ? 'text/html' : problemMediaType",
      },
    ],
    tests: ['hostile/made-requests.test.ts'],
  },
  {
    name: 'trimmed-is-known',
    promise: 'Details whose reasons were trimmed are not answered 304.',
    edits: [
      {
        file: 'src/prices/prices.routes.ts',
        from: '...(trimmedTo === undefined ? [] : [trimmedTo])',
        to: '...(trimmedTo === undefined ? [] : [])',
      },
    ],
    tests: ['prices/details-trimmed.test.ts'],
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
