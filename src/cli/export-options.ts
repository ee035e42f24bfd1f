import { type Format, formats } from '../exchange/export/record-format.ts';

export const exported = ['listings', 'prices', 'changes'] as const;
export type Exported = (typeof exported)[number];

export type ExportCommandOptions = {
  format: Format;
  /** A path; undefined: standard output. */
  out?: string;
};

/** What an option of the command may be, and what it is where it is left out. */
export const formatOption: { choices: readonly Format[]; usual: Format } = { choices: formats, usual: 'ndjson' };
