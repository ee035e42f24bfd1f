import { setTimeout as sleep } from 'node:timers/promises';
import { MadeRequests } from '../support/hostile/made-requests.ts';
import { type ApiDocument, type Operation, operationsOf } from '../support/hostile/operations.ts';
import type { Known } from '../support/hostile/right-requests.ts';
import { sendAll, sendUntilDone } from '../support/hostile/send-all.ts';
import { sendAllRaw } from '../support/hostile/send-all-raw.ts';

/** A write that the database was lost in the midst of is answered so, and that is right here. */
const isOfOutage = (fault: string) => fault.includes('/problems/outcome-unknown');
const lanes = { made: 2, raw: 4 };
const pauseMs = 400;

/** Clients that send what they should not: requests that are odd in some places, broken HTTP, wrong keys, slow bytes. */
export class HostileClients {
  sent = 0;
  readonly faults: string[] = [];
  readonly #base: string;
  readonly #seed: number;
  readonly #known: Known;
  readonly #operations: readonly Operation[];
  readonly #made: MadeRequests;
  #isOn = true;
  readonly #sending: Promise<unknown>;

  constructor(base: string, { seed, known, document }: { seed: number; known: Known; document: ApiDocument }) {
    this.#base = base;
    this.#seed = seed;
    this.#known = known;
    this.#operations = operationsOf(document);
    this.#made = new MadeRequests({ seed, operations: this.#operations, known });
    this.#sending = Promise.all([
      ...Array.from({ length: lanes.made }, () => this.#lane((number) => this.#sendMade(number))),
      ...Array.from({ length: lanes.raw }, () => this.#lane((number) => this.#sendRaw(number))),
    ]);
  }

  /** Sends very many, as fast as they are answered. @returns what was seen of the answers */
  async sendMany({ made, raw }: { made: number; raw: number }) {
    const seen = await sendAll(this.#base, this.#made, numbers(made));
    await sendUntilDone(this.#base, { made: this.#made, seen, operations: this.#operations });
    const seenRaw = await sendAllRaw(this.#base, { seed: this.#seed, key: this.#known.key }, numbers(raw));
    return { seen, seenRaw, undone: this.#operations.map(({ id }) => id).filter((id) => !seen.done.has(id)) };
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#sending;
  }

  async #lane(send: (number: number) => Promise<{ faults: string[] }>): Promise<void> {
    while (this.#isOn) {
      this.sent += 1;
      const { faults } = await send(this.sent);
      this.faults.push(...faults.filter((fault) => !isOfOutage(fault)));
      await sleep(pauseMs);
    }
  }

  async #sendMade(number: number) {
    return await sendAll(this.#base, this.#made, [number].values());
  }

  async #sendRaw(number: number) {
    return await sendAllRaw(this.#base, { seed: this.#seed, key: this.#known.key }, [number].values());
  }
}

function numbers(count: number): Iterator<number> {
  return Array.from({ length: count }, (_, n) => n + 1).values();
}
