import type { Mutant } from './mutant.ts';

const parquet = 'src/exchange/export/parquet';

/** What a copy of everything relies on. */
export const ofExports: readonly Mutant[] = [
  {
    name: 'footer-without-end',
    promise: 'A Parquet file whose rows did not all come has no footer.',
    edits: [{ file: `${parquet}/write-parquet.ts`, from: 'if (!copied.whole)', to: 'if (false)' }],
    tests: ['exchange/copied-rows.test.ts'],
  },
  {
    name: 'cents-in-single-precision',
    promise: 'An amount in Parquet is exact, up to the greatest there may be.',
    edits: [
      {
        file: `${parquet}/read-number.ts`,
        from: 'euros * 100 + hundredths',
        to: 'Math.fround(euros) * 100 + hundredths',
      },
    ],
    tests: ['exchange/export-parquet.test.ts'],
    only: 'numbers are read',
  },
  {
    name: 'range-without-greatest',
    promise: 'The least and the greatest of a row group are its own: a reader leaves groups out by them.',
    edits: [{ file: `${parquet}/number-store.ts`, from: 'if (value > greatest) greatest = value;', to: '' }],
    tests: ['exchange/export-parquet.test.ts'],
    only: 'many rows',
  },
  {
    name: 'file-without-cursor',
    promise: 'A Parquet file has the cursor of the header.',
    edits: [{ file: 'src/exchange/export/open-export.ts', from: '{ [cursorInFile]: cursor }', to: '{}' }],
    tests: ['exchange/export-parquet.test.ts'],
    only: 'the file has the cursor',
  },
];
