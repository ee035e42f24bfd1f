import { tokenHeader } from '../../wire/consistency-token.ts';
import type { Change } from '../change.ts';
import type { Told } from './follow-changes.ts';
import type { TokenOfChanges } from './tokens-of-changes.ts';

/** When a client connects again, in ms: not all at once after a restart. */
const retry = { atLeast: 1_000, atMost: 4_000 };

/**
 * What a follower is told, as server-sent events (HTML, 9.2): a change is a message whose id is its cursor, `resync` an event of
 * that name. A silence is a comment, with the id of where the feed is by then: who wants little does not begin far back.
 * @param tokenOf what a read has to bring to see changes, told before them (SPEC 37)
 */
export async function* toEvents(told: AsyncIterable<Told>, tokenOf: TokenOfChanges): AsyncGenerator<string> {
  const retryMs = Math.round(retry.atLeast + Math.random() * (retry.atMost - retry.atLeast));
  yield `retry: ${retryMs}\n\n`;
  for await (const one of told) {
    const token = one.kind === 'changes' ? await tokenOf(one.changes) : undefined;
    yield (token === undefined ? '' : `event: ${tokenHeader}\ndata: ${token}\n\n`) + eventsOf(one);
  }
}

function eventsOf(told: Told): string {
  const { kind, cursor } = told;
  if (kind === 'resync') return `event: resync\nid: ${cursor}\ndata: ${JSON.stringify({ detail: told.detail })}\n\n`;
  return told.changes.length > 0 ? told.changes.map(eventOf).join('') : `:\nid: ${cursor}\n\n`;
}

/** All who follow are told the same: each text is made once. */
const texts = new WeakMap<Change, string>();

function eventOf(change: Change): string {
  let text = texts.get(change);
  if (text === undefined) {
    text = `id: ${change.cursor}\ndata: ${JSON.stringify(change)}\n\n`;
    texts.set(change, text);
  }
  return text;
}
