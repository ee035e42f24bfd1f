import type { Change } from '../../changes/change.ts';
import { encodeFeedCursor } from '../../changes/feed-cursor.ts';
import { toChange, toChanged, toPriceChanges } from '../../changes/to-change.ts';
import { parseInstant } from '../../db/values.ts';
import { csvText } from '../../wire/csv.ts';
import type { Column } from './parquet/column.ts';
import { column } from './read-copied.ts';
import type { Cells, RecordFormat } from './record-format.ts';

/** In a table what changed is JSON. */
const columnsOf = (epoch: string): readonly Column[] => [
  {
    ...{ name: 'cursor', type: 'text' },
    make: (row) => encodeFeedCursor({ epoch, key: row.int64(2), seq: row.int64(3) }),
  },
  { name: 'listing_id', place: 0, type: 'id' },
  { name: 'version', place: 1, type: 'id' },
  { name: 'kind', place: 4, type: 'word' },
  { name: 'effective_at', place: 5, type: 'instant' },
  { name: 'recorded_at', place: 6, type: 'instant' },
  { name: 'changed', type: 'json', make: (row) => JSON.stringify(toChanged(JSON.parse(row.json(7) ?? '{}'))) },
  { name: 'prices', type: 'json', optional: true, make: (row) => pricesOf(row.json(8)) },
  { name: 'actor', place: 9, type: 'word' },
  { name: 'reason', place: 10, type: 'text', optional: true },
];

function pricesOf(prices: string | null): string | null {
  return prices === null ? null : JSON.stringify(toPriceChanges(JSON.parse(prices)));
}

/** Of changes of one epoch. */
export function changeFormat(epoch: string): RecordFormat {
  const read = (cells: Cells): Change => {
    const [id, version, key, seq, kind, effective, recorded, changed, prices, actor, reason] = cells.map(column);
    const row = {
      ...{
        listing_id: Number(id),
        version: Number(version),
        feed_key: key ?? '',
        feed_seq: seq ?? '',
        kind: kind ?? '',
      },
      ...{ effective_at: parseInstant(effective ?? ''), recorded_at: parseInstant(recorded ?? '') },
      ...{ changed: JSON.parse(changed ?? '{}'), prices: JSON.parse(prices ?? 'null') },
      ...{ actor: actor ?? '', reason: reason ?? null },
    };
    return toChange(row, epoch);
  };
  const columns = columnsOf(epoch);
  const header = columns.map(({ name }) => name);
  return {
    columns,
    json: (cells) => JSON.stringify(read(cells)),
    csv: (rows) => csvText(rows.map(read), { columns: header }),
  };
}
