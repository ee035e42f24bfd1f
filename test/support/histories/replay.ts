import assert from 'node:assert/strict';
import type { Instant } from '../../../src/db/values.ts';
import {
  type Clocks,
  corrected,
  created,
  deleted,
  type Line,
  type ModelListing,
  type PriceRow,
  priceAt,
  restated,
  type Sent,
  statedPrices,
} from './model.ts';

/**
 * A write that was answered, and the version after it: the one it made (the first one, of an import), or found where it
 * changed nothing. A deletion comes after all versions.
 */
export type Written = {
  id: number;
  version: number;
  sent: Sent;
  /** Whether the writer knows that it made the version; else it may have found it. */
  made?: boolean;
  /** The version that it required. */
  ifMatch?: number | undefined;
  updated?: Instant;
  /** The state it was answered. */
  answered?: { price: number; name: string; updated: Instant };
};

type Import = Extract<Sent, { kind: 'import' }>;

/**
 * The listing that the writes made: each version by exactly one of them, the others have changed nothing.
 * @param clocks when the database learnt of each version; no later than the state that it was made
 */
export function replay(writes: readonly Written[], clocks: Clocks): ModelListing {
  const left = new Set(writes);
  const states: ModelListing[] = [];
  while (left.size > 0) {
    const next = nextState(states, [...left], clocks);
    assert.ok(next, `no write explains what follows ${JSON.stringify(states.at(-1))}: ${JSON.stringify([...left])}`);
    states.push(next);
    const isGone = next.changes.at(-1)?.kind === 'deleted';
    for (const write of left) if (isGone || write.version <= next.version) left.delete(write);
  }
  const last = states.at(-1);
  assert.ok(last);
  return last;
}

function nextState(
  states: readonly ModelListing[],
  left: readonly Written[],
  clocks: Clocks,
): ModelListing | undefined {
  const listing = states.at(-1);
  const version = Math.min(...left.map((write) => write.version));
  for (const maker of left.filter((write) => write.version === version)) {
    const next = after(listing, maker, clocks);
    if (!next || next === listing || !isAsAnswered(next, maker)) continue;
    if (listing && (maker.ifMatch ?? listing.version) !== listing.version) continue;
    const others = left.filter((write) => write !== maker && write.version <= next.version);
    if (others.every((write) => isFound([...states, next], write, clocks))) return next;
  }
  return undefined;
}

/**
 * Whether the write has changed nothing, and was answered the last of these states. It may have come in an earlier one,
 * since what a write without effect is answered is read after it; but not if it required a version.
 */
function isFound(states: readonly ModelListing[], write: Written, clocks: Clocks): boolean {
  const last = states.at(-1);
  if (write.made || !last || write.version !== last.version || !isAsAnswered(last, write)) return false;
  if (write.ifMatch !== undefined) return write.ifMatch === last.version && after(last, write, clocks) === last;
  return states.some((state) => after(state, write, clocks) === state);
}

function isAsAnswered({ price, name, updated }: ModelListing, { answered }: Written): boolean {
  return !answered || (answered.price === price && answered.name === name && answered.updated === updated);
}

function after(listing: ModelListing | undefined, write: Written, clocks: Clocks): ModelListing | undefined {
  const { id, sent, updated = write.answered?.updated ?? '' } = write;
  const recorded = learntOf(clocks, (listing?.version ?? 0) + 1, updated);
  if (sent.kind === 'import') return afterLines(listing, id, sent);
  if (sent.kind === 'create') return listing ? undefined : created(id, sent.reference, { ...sent, updated, recorded });
  if (!listing) return undefined;
  if (sent.kind === 'delete') return deleted(listing);
  if (sent.kind === 'state') return isSaid(listing, sent) ? listing : corrected(listing, sent.rows);
  const next = restated(listing, { ...toOf(listing, sent), updated, recorded });
  // It holds from when it is learnt: what was learnt later was made by somebody who stated a price of just before.
  const learnt = clocks.versions.get(listing.version + 1) ?? updated;
  return next === listing || learnt <= updated ? next : undefined;
}

function toOf({ name, price }: ModelListing, sent: Extract<Sent, { kind: 'raise' | 'set' }>) {
  return sent.kind === 'raise' ? { name, price: price + 1 } : { name: sent.name ?? name, price: sent.price ?? price };
}

/** No later than the state: one that is ahead of the clock was learnt before it holds. */
function learntOf({ versions }: Clocks, version: number, updated: Instant): Instant {
  const learnt = versions.get(version) ?? updated;
  return learnt < updated ? learnt : updated;
}

function isSaid({ prices }: ModelListing, { rows, direct }: { rows: PriceRow[]; direct: boolean }): boolean {
  const stated = statedPrices(prices);
  return (
    !direct &&
    rows.every((row) => stated.some(({ effective, price }) => effective === row.effective && price === row.price))
  );
}

/** Late lines add prices where another was in force; the others are states, one after the other. */
function afterLines(listing: ModelListing | undefined, id: number, { reference, lines, clocks }: Import): ModelListing {
  const inOrder = [
    ...new Map(
      lines.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map((line) => [line.at, line]),
    ).values(),
  ];
  const learnt = (version: number) => clocks.versions.get(version) ?? '';
  const [first] = inOrder;
  assert.ok(first);
  const begun = listing ?? created(id, reference, { ...first, updated: first.at, recorded: learnt(1) });
  const known = knownLines(listing?.prices ?? [], inOrder);
  const late = inOrder.filter((line) => line.at < begun.updated);
  const added = latePrices(
    begun.prices,
    late.filter((line) => !known.has(line)),
  ).map((row) => ({
    ...row,
    recorded: clocks.prices.get(row.effective) ?? '',
  }));
  return inOrder.slice(late.length).reduce(
    (now, line) => {
      const { at, name, price } = line;
      return restated(now, {
        ...{ name, price: known.has(line) ? now.price : price },
        ...{ updated: at, recorded: learnt(now.version + 1) },
        ...(at === now.updated ? { restated: clocks.prices.get(at) ?? '' } : {}),
      });
    },
    added.length > 0 ? corrected(begun, added) : begun,
  );
}

/**
 * What was stated for that instant before is no news, also where it was corrected or voided since; nor is what goes on with the price
 * of such a line, as long as nothing else was stated in between (docs/imports.md).
 */
function knownLines(prices: readonly PriceRow[], inOrder: readonly Line[]): ReadonlySet<Line> {
  const known = new Set<Line>();
  let saidAt: Instant | undefined;
  for (const [n, line] of inOrder.entries()) {
    if (line.price !== inOrder[n - 1]?.price) saidAt = undefined;
    const statedAt = prices
      .map(({ effective }) => effective)
      .filter((at) => at <= line.at)
      .toSorted()
      .at(-1);
    if (statedAt === line.at) saidAt = line.at;
    const isSame = prices.some((row) => row.effective === statedAt && row.price === line.price);
    if (statedAt !== undefined && saidAt === statedAt && isSame) known.add(line);
  }
  return known;
}

function latePrices(prices: readonly PriceRow[], late: readonly Line[]): PriceRow[] {
  const now = '9999'; // after all that is recorded
  const added: PriceRow[] = [];
  for (const { at, price } of late) {
    if (priceAt([...prices, ...added], at) !== price) added.push({ effective: at, recorded: now, price });
  }
  return added;
}
