import type { Change } from '../../changes/change.ts';
import { type ChangePage, readChanges } from '../../changes/read-changes.ts';
import type { Transaction } from '../../db/session.ts';
import { AppError } from '../../errors.ts';
import { kindsOf } from '../event.ts';
import { fitsWebhook, type Subject } from './fits-webhook.ts';
import {
  advance,
  claimHandingOut,
  type NewDelivery,
  type Recipient,
  selectRecipients,
  selectSubjects,
} from './hand-out.sql.ts';

/** Of a step, at most: it is one transaction, and short. */
const most = { changes: 500, deliveries: 20_000 };

export type HandedOut = {
  /** Whether there was anything to be done by this process. */
  claimed: boolean;
  /** Whether there is more at once. */
  more: boolean;
  deliveries: number;
};

/**
 * A step of the feed: which webhooks are told of its next changes is decided and noted, and with it how far they are, in one
 * transaction: nothing is left out, nothing comes twice. Of several processes one does it at a time.
 *
 *   webhook_position ──▶ a page of the feed after each cursor ──▶ webhook_delivery, and the cursor moved on
 */
export async function handOut(tx: Transaction): Promise<HandedOut> {
  if (!(await claimHandingOut(tx))) return { claimed: false, more: false, deliveries: 0 };
  const recipients = Map.groupBy(await selectRecipients(tx), ({ cursor }) => cursor);
  let [more, deliveries] = [false, 0];
  for (const [cursor, group] of recipients) {
    const noted = await handOutAfter(tx, cursor, group);
    more ||= noted.more;
    deliveries += noted.deliveries;
  }
  return { claimed: true, more, deliveries };
}

async function handOutAfter(tx: Transaction, cursor: string, group: readonly Recipient[]) {
  const limit = Math.max(1, Math.min(most.changes, Math.floor(most.deliveries / group.length)));
  const page = await pageAfter(tx, cursor, limit);
  if ('lost' in page) return await tellLost(tx, { cursor, group, ...page });
  const to = page.next.after;
  if (to === cursor) return { more: false, deliveries: 0 };
  const subjects = await selectSubjects(tx, [...new Set(page.changes.map(({ listing_id }) => listing_id))]);
  const deliveries = page.changes.flatMap((change) =>
    group
      .filter((recipient) => fitsWebhook(change, subjects.get(change.listing_id) ?? unknown, recipient))
      .map(({ id }) => deliveryOf(change, id)),
  );
  await advance(tx, { webhookIds: group.map(({ id }) => id), from: cursor, to, deliveries });
  return { more: page.changes.length === limit, deliveries: deliveries.length };
}

const unknown: Subject = { city: null, country: null, building_type: null, price: null };

type Lost = { lost: string };

async function pageAfter(tx: Transaction, after: string, limit: number): Promise<ChangePage | Lost> {
  try {
    return await readChanges(tx, { after, limit });
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') return { lost: error.message };
    throw error;
  }
}

type LostGroup = Lost & { cursor: string; group: readonly Recipient[] };

/** Nobody knows any more what came after their cursor: they are told so, and go on from now. */
async function tellLost(tx: Transaction, { cursor, group, lost }: LostGroup) {
  const { next } = await readChanges(tx, { after: 'now' });
  const deliveries = group.map(({ id }) => ({
    ...{ webhookId: id, messageId: `resync-${next.after}`, type: 'feed.resync' },
    ...{ listingId: null, version: null, detail: lost },
  }));
  await advance(tx, { webhookIds: group.map(({ id }) => id), from: cursor, to: next.after, deliveries });
  return { more: true, deliveries: deliveries.length };
}

/** The same change is the same message to everybody, however often it is handed out. */
function deliveryOf(change: Change, webhookId: number): NewDelivery {
  const { listing_id, version } = change;
  return {
    ...{ webhookId, messageId: `listing-${listing_id}-${version}`, detail: null },
    ...{ type: `listing.${kindsOf(change)[0]}`, listingId: listing_id, version },
  };
}
