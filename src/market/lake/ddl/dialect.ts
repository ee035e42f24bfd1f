import type { LakeFiles } from './lake-files.ts';

/** How one engine is told of a lake. */
export type Dialect = {
  /** Its name, for people. */
  title: string;
  /** The addresses that it reads; none of them is a pattern to it, or ends the text it stands in. */
  addresses: RegExp;
  /** Which these are, for people. */
  addressed: string;
  /** What there is to say before the first statement, a line each. */
  notes(lake: LakeFiles): string[];
  /** Statements, each without its semicolon, in the order in which to run them; the last is the example. */
  statements(lake: LakeFiles): string[];
};
