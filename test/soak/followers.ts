import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStream } from '../support/event-stream.ts';
import type { Made } from '../support/feed-reader.ts';

/** Reads the feed as a stream from its beginning, and again from where it was when the stream ends. */
export class Follower {
  readonly shown: Made[] = [];
  reconnects = 0;
  readonly #base: string;
  #stream: EventStream | undefined;
  #lastId = '';
  #isOn = true;
  readonly #following: Promise<void>;

  constructor(base: string) {
    this.#base = base;
    this.#following = this.#follow();
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    this.#stream?.close();
    await this.#following;
  }

  async #follow(): Promise<void> {
    while (this.#isOn) {
      await this.#followOnce().catch(() => {}); // nobody answers: again
      if (this.#isOn) await sleep(200);
      this.reconnects += 1;
    }
  }

  async #followOnce(): Promise<void> {
    const headers = this.#lastId === '' ? {} : { 'last-event-id': this.#lastId };
    const stream = await EventStream.open(`${this.#base}/changes`, headers);
    if (stream.response.statusCode !== 200) return stream.close();
    this.#stream = stream;
    const closed = once(stream.response, 'close');
    while (!stream.response.closed) {
      await Promise.race([closed, sleep(250)]);
      this.#take(stream);
    }
  }

  #take(stream: EventStream): void {
    for (const { name, id, data } of stream.events.splice(0)) {
      this.#lastId = id;
      if (name !== 'message') continue;
      const { listing_id, version } = JSON.parse(data);
      this.shown.push({ listing_id, version });
    }
  }
}
