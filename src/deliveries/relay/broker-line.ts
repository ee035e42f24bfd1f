import { AppError } from '../../errors.ts';
import type { Broker } from './broker.ts';
import type { RelayedEvent } from './cloud-event.ts';

/** The broker cannot be reached, or did not take what it was sent: it may later. */
export class BrokerAway extends AppError {
  constructor(failure: AppError) {
    super('unavailable', failure.message, { cause: failure.cause });
  }
}

/** The way to a broker: connected when it is needed, and anew after each failure, so that nothing of before is on the way still. */
export class BrokerLine {
  readonly #open: () => Promise<Broker>;
  #broker: Broker | undefined;
  #wasThere = false;

  constructor(open: () => Promise<Broker>) {
    this.#open = open;
  }

  /** @throws BrokerAway; AppError where somebody has to do something first */
  async connect(): Promise<Broker> {
    this.#broker ??= await this.#open().catch((error) => this.#rethrow(error));
    this.#wasThere = true;
    return this.#broker;
  }

  /** @throws BrokerAway; AppError where somebody has to do something first */
  async send(events: readonly RelayedEvent[]): Promise<void> {
    const broker = await this.connect();
    try {
      await broker.send(events);
    } catch (error) {
      await this.close();
      this.#rethrow(error);
    }
  }

  async close(): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    await broker?.close();
  }

  /** Brokers that begin again, or elect, do not know for a moment what they have: what was there once may come back. */
  #rethrow(error: unknown): never {
    if (!(error instanceof AppError)) throw error;
    const mayPass = error.code === 'unavailable' || (error.code === 'not_found' && this.#wasThere);
    throw mayPass ? new BrokerAway(error) : error;
  }
}
