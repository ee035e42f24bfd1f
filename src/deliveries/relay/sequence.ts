import type { FeedCursor } from '../../changes/feed-cursor.ts';

/** Digits of the greatest transaction id (xid8), and of the greatest number of a sequence (bigint). */
const [keyDigits, seqDigits] = [20, 19];

/**
 * The place of a change in the feed as text whose lexical order is that of the feed, within an epoch: the key and the sequence
 * of SPEC 5, each padded with zeros.
 */
export function sequenceOf({ key, seq }: FeedCursor): string {
  return `${key.padStart(keyDigits, '0')}-${seq.padStart(seqDigits, '0')}`;
}
