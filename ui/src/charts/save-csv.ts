import { type Cell, csvOf, csvWaysOf } from './csv-text.ts';
import { saveFile } from './save-file.ts';

/** Without it Excel takes UTF-8 for the letters of one country. */
const byteOrderMark = '\uFEFF';

/** Saves rows as CSV, for the reader's spreadsheet. @param rows with a header as the first */
export function saveCsv(rows: readonly (readonly Cell[])[], { name, locale }: { name: string; locale: string }): void {
  const text = csvOf(rows, csvWaysOf(locale));
  saveFile(new Blob([byteOrderMark, text], { type: 'text/csv;charset=utf-8' }), name);
}
