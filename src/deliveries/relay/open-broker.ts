import type { Address } from './address.ts';
import type { Broker } from './broker.ts';
import { openKafka } from './kafka-broker.ts';
import { openNats } from './nats-broker.ts';

/**
 * Connects to where an address leads; only now is the library for it loaded.
 * @throws AppError `unavailable`, `misconfigured`, `not_found`
 */
export async function openBroker(address: Address): Promise<Broker> {
  return address.kind === 'kafka' ? await openKafka(address) : await openNats(address);
}
