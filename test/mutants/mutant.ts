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
