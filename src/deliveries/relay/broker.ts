import type { RelayedEvent } from './cloud-event.ts';

/** Where events go, once it is connected. */
export type Broker = {
  /**
   * Sends events, those of a key in the order given. When it returns the broker has all of them; when it throws, any.
   * @throws AppError `unavailable` where it may succeed later, anything else where somebody has to do something first
   */
  send(events: readonly RelayedEvent[]): Promise<void>;
  close(): Promise<void>;
};
