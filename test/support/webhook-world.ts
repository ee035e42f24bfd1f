import { after, afterEach, before } from 'node:test';
import type { Listing } from '../../src/listings/listing.ts';
import { someListing } from './listings.ts';
import { Receiver } from './receiver.ts';
import { type Answer, startTestApi, type TestApi } from './test-api.ts';
import { untilCaughtUp } from './until-caught-up.ts';
import { type Registered, register, startWorker, webhookTools } from './webhooks.ts';

/** The API with webhooks, a worker that posts, and receivers that are closed after each test. */
export class WebhookWorld {
  #api: TestApi | undefined;
  #worker: ReturnType<typeof startWorker> | undefined;
  readonly #receivers: Receiver[] = [];

  /** Begins with the tests of the file, and ends with them. */
  constructor() {
    before(async () => {
      this.#api = await startTestApi({ webhooks: webhookTools });
      this.startWorker();
    });
    afterEach(async () => {
      await this.api.sql('DELETE FROM webhook');
      for (const receiver of this.#receivers.splice(0)) await receiver.close();
    });
    after(async () => {
      await this.stopWorker();
      await this.api.stop();
    });
  }

  get api(): TestApi {
    if (!this.#api) throw new Error('the tests have not begun');
    return this.#api;
  }

  startWorker(): void {
    this.#worker = startWorker(this.api);
  }

  async stopWorker(): Promise<void> {
    await this.#worker?.stop();
  }

  async openReceiver(): Promise<Receiver> {
    const receiver = await Receiver.open();
    this.#receivers.push(receiver);
    return receiver;
  }

  /** Once what was before is shown: it would be told of that, too. */
  async register(input: Record<string, unknown>): Promise<Registered> {
    await untilCaughtUp(this.api);
    return await register(this.api, input);
  }

  async post(overrides: Record<string, unknown> = {}): Promise<Listing> {
    return (await this.api.call('POST', '/listings', { ...someListing(), ...overrides })).body;
  }

  async reprice(id: number, eur: number): Promise<void> {
    const { status, text } = await this.api.call('PATCH', `/listings/${id}`, { latest_price_eur: eur });
    if (status !== 200) throw new Error(text);
  }

  async deliveries(id: number, query = ''): Promise<Answer['body']> {
    return (await this.api.call('GET', `/webhooks/${id}/deliveries${query}`)).body;
  }

  /** What is due later is due now: a test does not wait for a schedule of days. */
  async hurry(): Promise<void> {
    await this.api.sql('UPDATE webhook_delivery SET due_date = now() WHERE due_date IS NOT NULL AND attempts > 0');
  }
}
