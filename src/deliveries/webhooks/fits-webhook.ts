import type { Change } from '../../changes/change.ts';
import { dropOf, type EventKind, kindsOf, moveOf } from '../event.ts';
import type { WebhookFilter } from './webhook.ts';

/** What a receiver wants to be told of; the city as `listing_place_key` has it. */
export type WantedEvents = {
  kinds: readonly EventKind[] | null;
  filter: Omit<WebhookFilter, 'city'>;
  city: string | null;
};

/** What a listing is by now; of one that is gone what it was; the city by its key. */
export type Subject = {
  city: string | null;
  country: string | null;
  building_type: string | null;
  price: number | null;
};

/** Whether a receiver is told of a change of a listing. */
export function fitsWebhook(change: Change, subject: Subject, { kinds, filter, city }: WantedEvents): boolean {
  const { country, building_type, min_drop_pct, price_below, price_above, listing_ids } = filter;
  const price = moveOf(change)?.to ?? subject.price;
  return [
    kinds === null || kindsOf(change).some((kind) => kinds.includes(kind)),
    listing_ids === undefined || listing_ids.includes(change.listing_id),
    city === null || subject.city === city,
    country === undefined || subject.country === country,
    building_type === undefined || [building_type].flat().some((one) => one === subject.building_type),
    min_drop_pct === undefined || (dropOf(change) ?? -1) >= min_drop_pct,
    price_below === undefined || (price !== null && price < price_below),
    price_above === undefined || (price !== null && price > price_above),
  ].every(Boolean);
}
