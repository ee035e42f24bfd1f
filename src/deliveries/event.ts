import type { Change } from '../changes/change.ts';

/** What may have happened to a listing, as receivers choose among it; a change may be both a new price and an update. */
export const eventKinds = ['created', 'price_changed', 'updated', 'corrected', 'deleted'] as const;
export type EventKind = (typeof eventKinds)[number];

/** What followers of the feed are sent: what happened, when it was recorded, and what there is to know of it. */
export type Event = { type: string; timestamp: string; data: Record<string, unknown> };

type Move = { from: number | null; to: number | null };

/** What a change is to receivers, the most telling first: one that moves the price may update other members as well. */
export function kindsOf({ kind, changed }: Change): readonly [EventKind, ...EventKind[]] {
  switch (kind) {
    case 'created':
    case 'corrected':
    case 'deleted':
      return [kind];
    default: {
      const { price_eur: price, ...others } = changed;
      if (price === undefined) return ['updated'];
      return Object.keys(others).length > 0 ? ['price_changed', 'updated'] : ['price_changed'];
    }
  }
}

/** How the price moved, where it did. */
export function moveOf({ changed: { price_eur: price } }: Change): Move | undefined {
  return price === undefined ? undefined : { from: numberOrNull(price.from), to: numberOrNull(price.to) };
}

/** By how many percent a price fell; undefined where it did not, or from nothing. */
export function dropOf(change: Change): number | undefined {
  const { from, to } = moveOf(change) ?? {};
  return typeof from === 'number' && typeof to === 'number' && to < from ? ((from - to) / from) * 100 : undefined;
}

/** The event that tells of a change. Who made it, and why, stays in the house. */
export function eventOf(change: Change): Event {
  const { listing_id, version, kind, effective_at, recorded_at, changed, prices, cursor } = change;
  const move = moveOf(change);
  return {
    type: `listing.${kindsOf(change)[0]}`,
    timestamp: recorded_at,
    data: {
      ...{ listing_id, version, kind, effective_at, recorded_at },
      ...(move ? { price: { ...move, ...differenceOf(move) } } : {}),
      ...{ changed, ...(prices ? { prices } : {}), cursor },
    },
  };
}

/** In euros, and in percent of the price before with two decimals; null where there was none. */
function differenceOf({ from, to }: Move): { change_eur: number | null; change_pct: number | null } {
  if (from === null || to === null) return { change_eur: null, change_pct: null };
  const cents = Math.round(to * 100) - Math.round(from * 100);
  return { change_eur: cents / 100, change_pct: from === 0 ? null : Math.round((cents / from) * 100) / 100 };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
