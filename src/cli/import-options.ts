import { type InputFormat, inputFormats } from '../exchange/entry.ts';

export type ImportCommandOptions = { format?: InputFormat; strict?: true; dryRun?: true };

/** What the option of the command may be; where it is left out the file's name says it. */
export const formatChoices: readonly InputFormat[] = inputFormats;

/** What a file of this name holds. */
export function formatOf(path: string): InputFormat {
  return /\.csv(\.gz)?$/i.test(path) ? 'csv' : 'ndjson';
}
