import type { Mutant } from './mutant.ts';

const jobs = 'src/exchange/jobs';
const repeated = 'exchange/jobs/repeated-imports.test.ts';

/** What who hands in a book relies on. */
export const ofImports: readonly Mutant[] = [
  {
    name: 'batch-noted-late',
    promise: 'An import that was stopped counts each listing once.',
    edits: [
      {
        file: `${jobs}/run-import.ts`,
        from: 'strict, after, signal',
        to: "strict, after: after.map(() => ''), signal",
      },
    ],
    tests: [repeated],
    only: 'that was stopped',
  },
  {
    name: 'old-upload-taken',
    promise: 'What an earlier request still brings of a body is not taken.',
    edits: [
      {
        file: `${jobs}/uploads.sql.ts`,
        from: "WHERE id = $1 AND upload = $2 AND status = 'receiving' RETURNING id\n",
        to: 'WHERE id = $1 AND $2 > 0 RETURNING id\n',
      },
    ],
    tests: [repeated],
    only: 'whose process died',
  },
  {
    name: 'any-body-under-a-key',
    promise: 'Another body under the same key is refused.',
    edits: [{ file: `${jobs}/receive-import.ts`, from: '!== known.digest) throw', to: "=== '') throw" }],
    tests: [repeated],
    only: 'under the same key',
  },
  {
    name: 'void-brought-back',
    promise: 'A price that was voided stays so where later lines of the file repeat it.',
    edits: [
      {
        file: 'src/exchange/merge.sql.ts',
        from: 'coalesce(said_at = stated_at, false)',
        to: 'coalesce(observed_at = stated_at, false)',
      },
    ],
    tests: ['exchange/import-again.test.ts'],
    only: 'stays so, too',
  },
  {
    name: 'revoked-upload',
    promise: 'A body whose key is revoked before it is whole is not imported.',
    edits: [
      { file: `${jobs}/receive-import.ts`, from: 'if (!refusal) return digest;', to: 'if (refusalNow) return digest;' },
    ],
    tests: ['exchange/jobs/revoked-imports.test.ts'],
    only: 'is not imported',
  },
];
