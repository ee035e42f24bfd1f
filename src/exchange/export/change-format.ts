import { stringify } from 'csv-stringify/sync';
import type { Change } from '../../changes/change.ts';
import { toChange } from '../../changes/to-change.ts';
import { parseInstant } from '../../db/values.ts';
import { column } from './read-copied.ts';
import type { Cells, RecordFormat } from './record-format.ts';

/** In CSV what changed is JSON. */
const header = [
  ...['cursor', 'listing_id', 'version', 'kind', 'effective_at', 'recorded_at', 'changed', 'prices', 'actor', 'reason'],
];

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
    header,
    json: (cells) => JSON.stringify(read(cells)),
    csv: (rows) => stringify(rows.map(read), { columns: header, record_delimiter: 'windows' }),
  };
}
