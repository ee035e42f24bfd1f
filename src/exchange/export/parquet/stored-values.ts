/** The values of a column in one row group, but for those that there are none of, as their pages have them. */
export type StoredValues = {
  /** Those of the data page. */
  values: Buffer;
  /** The different ones, where the data page has only their places. */
  dictionary?: { values: Buffer; count: number };
  /** The least and the greatest, where a reader can leave rows out by them. */
  range?: { least: Buffer; greatest: Buffer };
};

/** Collects them from bytes that PostgreSQL sent; `take` gives all, and begins anew. */
export type ValueStore = {
  add(bytes: Buffer, from: number, to: number): void;
  take(): StoredValues;
};
