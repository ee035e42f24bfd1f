import { parseInstant } from '../../db/values.ts';
import type { Cells, RecordFormat } from './record-format.ts';

/** Millions of them: the texts are put together as they come, none of them needs an escape. */
export const priceFormat: RecordFormat = {
  columns: [
    { name: 'listing_id', place: 0, type: 'id' },
    { name: 'effective_at', place: 1, type: 'instant' },
    { name: 'recorded_at', place: 2, type: 'instant' },
    { name: 'price_eur', place: 3, type: 'euros', optional: true },
  ],
  json: ([id = '', effective = '', recorded = '', eur = '']: Cells) =>
    `{"listing_id":${id},"effective_at":"${parseInstant(effective)}","recorded_at":"${parseInstant(recorded)}","price_eur":${amount(eur) ?? 'null'}}`,
  csv: (rows) => rows.map(csvLine).join(''),
};

function csvLine([id = '', effective = '', recorded = '', eur = '']: Cells): string {
  return `${id},${parseInstant(effective)},${parseInstant(recorded)},${amount(eur) ?? ''}\r\n`;
}

/** In euros; undefined: it was voided. */
function amount(eur: string): number | undefined {
  return eur === '\\N' ? undefined : Number(eur);
}
