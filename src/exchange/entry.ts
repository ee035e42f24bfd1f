/** A line of a source that says something. */
export type Entry = {
  /** Of the source, from 1, blank ones included; of a record of several lines the first. */
  line: number;
  /** @throws AppError where it cannot be read */
  read(): unknown;
};

/** In what form observations come. */
export const inputFormats = ['ndjson', 'csv'] as const;
export type InputFormat = (typeof inputFormats)[number];

/** As long as a body of the API may be. */
export const longestEntryBytes = 1_048_576;
