import { type Cell, csvOf } from './csv-text.ts';
import { saveFile } from './save-file.ts';

/** Saves rows as CSV, in UTF-8 without a byte order mark. @param rows with a header as the first */
export function saveCsv(rows: readonly (readonly Cell[])[], name: string): void {
  saveFile(new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }), name);
}
