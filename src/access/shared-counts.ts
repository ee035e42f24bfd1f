import type { Redis } from 'ioredis';
import { loadClient } from '../wire/load-client.ts';

/** How long Redis may take to connect, and to answer, in ms; and the longest pause between two tries. */
const [connectMs, answerMs, mostPauseMs] = [2_000, 500, 2_000];

/** The Redis that several processes count in. While it is away, or says nothing, it is not waited for. */
export class SharedCounts {
  readonly client: Redis;
  readonly outlivesRequests = true;
  /** Told once when it goes away, with why, and once when it is there again. */
  #listener: (error: Error | undefined) => void = () => {};
  #isAway = false;

  /**
   * Connects with `start`.
   * @param url redis:// or rediss://
   * @throws AppError `misconfigured` where the library is not installed
   */
  static async open(url: string): Promise<SharedCounts> {
    const { Redis } = await loadClient(['ioredis'], () => import('ioredis'));
    return new SharedCounts(
      new Redis(url, {
        ...{ lazyConnect: true, connectTimeout: connectMs, connectionName: 'pricetrail' },
        ...{ socketTimeout: answerMs, commandTimeout: answerMs },
        ...{ enableOfflineQueue: false, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 },
        retryStrategy: (tries) => Math.min(2 ** tries * 50, mostPauseMs),
      }),
    );
  }

  private constructor(client: Redis) {
    this.client = client;
    client.on('error', (error) => this.#turn(error));
    client.on('ready', () => this.#turn(undefined));
  }

  /** Whether it is away. */
  get isHeldUp(): boolean {
    return this.#isAway;
  }

  listen(listener: (error: Error | undefined) => void): this {
    this.#listener = listener;
    return this;
  }

  start(): void {
    this.client.connect().catch(() => {}); // it is told as an error, too, and tried again
  }

  async stop(): Promise<void> {
    this.client.disconnect();
  }

  #turn(error: Error | undefined): void {
    const isAway = error !== undefined;
    if (isAway !== this.#isAway) this.#listener(error);
    this.#isAway = isAway;
  }
}
