/**
 * What a column holds, as text of PostgreSQL or of JSON: whole numbers, of 64 bits (`id`) or 32 (`count`); what JSON shows as
 * a fraction (`number`); euros with two decimals; instants in UTC. A `word` is a text of which there are few different ones.
 */
export type ColumnType = 'id' | 'count' | 'number' | 'euros' | 'instant' | 'text' | 'word' | 'json';

export type Column = {
  name: string;
  type: ColumnType;
  /** There may be none. */
  optional?: true;
};
