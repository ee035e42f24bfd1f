/** The values of a column in one row group, as they come, but for those that there are none of. */
export type ValueStore = {
  add(text: string): void;
  /** All of them, as their pages have them; it begins anew. */
  take(): StoredValues;
};

export type StoredValues = {
  /** Those of the data page. */
  values: Buffer;
  /** The different ones, where the data page has only their places. */
  dictionary?: { values: Buffer; count: number };
  /** The least and the greatest, where a reader can leave rows out by them. */
  range?: { least: Buffer; greatest: Buffer };
};
