import { stringify } from 'csv-stringify/sync';
import type { Change } from '../../changes/change.ts';
import { toChange } from '../../changes/to-change.ts';
import { parseInstant } from '../../db/values.ts';
import type { Column } from './parquet/column.ts';
import { column } from './read-copied.ts';
import type { Cells, RecordFormat } from './record-format.ts';

/** In a table what changed is JSON. */
const columns: readonly Column[] = [
  { name: 'cursor', type: 'text' },
  { name: 'listing_id', type: 'id' },
  { name: 'version', type: 'id' },
  { name: 'kind', type: 'word' },
  { name: 'effective_at', type: 'instant' },
  { name: 'recorded_at', type: 'instant' },
  { name: 'changed', type: 'json' },
  { name: 'prices', type: 'json', optional: true },
  { name: 'actor', type: 'word' },
  { name: 'reason', type: 'text', optional: true },
];
const header = columns.map(({ name }) => name);

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
  return {
    columns,
    json: (cells) => JSON.stringify(read(cells)),
    csv: (rows) => stringify(rows.map(read), { columns: header, record_delimiter: 'windows' }),
    values: (cells) => valuesOf(read(cells)),
  };
}

function valuesOf({ changed, prices, ...change }: Change): (string | null)[] {
  return [
    ...[change.cursor, String(change.listing_id), String(change.version), change.kind],
    ...[change.effective_at, change.recorded_at, JSON.stringify(changed), prices ? JSON.stringify(prices) : null],
    ...[change.actor, change.reason ?? null],
  ];
}
