import type { Change } from './change.ts';
import type { ChangeRow } from './changes.sql.ts';
import { encodeFeedCursor } from './feed-cursor.ts';

/** A row of the feed as a change, with its place in an epoch. */
export function toChange(row: ChangeRow, epoch: string): Change {
  const { listing_id, version, kind, effective_at, recorded_at, changed, prices, actor, reason } = row;
  const cursor = encodeFeedCursor({ epoch, key: row.feed_key, seq: row.feed_seq });
  return {
    ...{ cursor, listing_id, version, kind, effective_at, recorded_at },
    changed: toChanged(changed),
    ...(prices === null ? {} : { prices: toPriceChanges(prices) }),
    actor,
    ...(reason === null ? {} : { reason }),
  };
}

export function toChanged(changed: ChangeRow['changed']): Change['changed'] {
  return Object.fromEntries(
    Object.entries(changed).map(([member, value]) => {
      const [from, to] = Array.isArray(value) ? value : [null, value];
      return [member, { from, to }];
    }),
  );
}

export function toPriceChanges(prices: NonNullable<ChangeRow['prices']>): NonNullable<Change['prices']> {
  return prices.map(([at, recorded, from, to]) => toPriceChange(at, recorded, [from, to]));
}

function toPriceChange(effective_at: string, recorded_at: string, [from, to]: [number | null, number | null]) {
  return { effective_at, recorded_at, from, to };
}
