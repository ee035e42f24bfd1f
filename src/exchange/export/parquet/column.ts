import type { CopiedRow } from './copied-row.ts';

/**
 * What a column holds: whole numbers, of 64 bits (`id`) or 32 (`count`); what JSON shows as a fraction (`number`); euros with
 * two decimals; instants in UTC. A `word` is a text of which there are few different ones.
 */
export type ColumnType = NumberType | TextType;
export type NumberType = 'id' | 'count' | 'number' | 'euros' | 'instant';
type TextType = 'text' | 'word' | 'json';

type Named = {
  name: string;
  /** There may be none. */
  optional?: true;
};
/** A column of the row that COPY sends, by its place. */
export type CopiedColumn = Named & { type: ColumnType; place: number };
/** A text that is made of the row; null: there is none. */
type MadeColumn = Named & { type: TextType; make(row: CopiedRow): string | null };
export type Column = CopiedColumn | MadeColumn;
