import type { Change } from '../../changes/change.ts';
import { type Event, eventOf } from '../event.ts';
import type { ClaimedDelivery } from './deliveries.sql.ts';

/**
 * What a delivery posts, as JSON; undefined where the change that it tells of is no longer in the feed. It is made when it
 * is sent, so that it has nothing of a listing that was deleted since (H6).
 */
export function messageBody(delivery: ClaimedDelivery, change: Change | undefined): string | undefined {
  const event = delivery.listing_id === null ? otherEvent(delivery) : change && eventOf(change);
  return event && JSON.stringify(event);
}

function otherEvent({ type, created_date, detail, webhook_id }: ClaimedDelivery): Event {
  return { type, timestamp: created_date, data: { webhook_id, detail } };
}
