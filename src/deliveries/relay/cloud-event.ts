import type { Change } from '../../changes/change.ts';
import { decodeFeedCursor } from '../../changes/feed-cursor.ts';
import { eventOf } from '../event.ts';
import { sequenceOf } from './sequence.ts';

/** An event of CloudEvents 1.0, with the extensions sequence and recordedtime. */
type CloudEvent = {
  specversion: '1.0';
  /** The same at every repeat; of another epoch it is another one, since the feed may say something else there. */
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  recordedtime: string;
  sequence: string;
  datacontenttype: 'application/json';
  data: Record<string, unknown>;
};

/** What a broker is sent: the event in structured mode, and what keeps those of a listing in order. */
export type RelayedEvent = { id: string; key: string; json: string };

/** The media type of an event in structured mode. */
export const cloudEventType = 'application/cloudevents+json; charset=utf-8';

/** @param source a URI reference that names this service */
function cloudEventOf(change: Change, source: string): CloudEvent {
  const place = decodeFeedCursor(change.cursor);
  const { type, data } = eventOf(change);
  return {
    specversion: '1.0',
    id: `${place.epoch}-${place.key}-${place.seq}`,
    ...{ source, type, subject: `listings/${change.listing_id}` },
    ...{ time: change.effective_at, recordedtime: change.recorded_at, sequence: sequenceOf(place) },
    ...{ datacontenttype: 'application/json', data },
  };
}

export function toRelayed(change: Change, source: string): RelayedEvent {
  const event = cloudEventOf(change, source);
  return { id: event.id, key: String(change.listing_id), json: JSON.stringify(event) };
}
