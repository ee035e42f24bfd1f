import { setTimeout as sleep } from 'node:timers/promises';
import { observationLine } from '../support/observations.ts';
import type { TestApi } from '../support/test-api.ts';

const lines = 300;
const pauseMs = 8_000;
const prefix = 'soak';
/** What asks how many listings imports have made. */
export const importedCount = `SELECT count(*)::int AS count FROM listing WHERE reference LIKE '${prefix} %'`;

/** Sends files to be imported, one after the other, and waits for each. */
export class Importer {
  done = 0;
  /** How many listings it was told are made. */
  created = 0;
  readonly odd: string[] = [];
  readonly #call: TestApi['call'];
  readonly #headers: Record<string, string>;
  #isOn = true;
  readonly #importing: Promise<void>;

  constructor(call: TestApi['call'], headers: Record<string, string>) {
    this.#call = call;
    this.#headers = headers;
    this.#importing = this.#go();
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#importing;
  }

  async #go(): Promise<void> {
    for (let number = 1; this.#isOn; number += 1) {
      await this.#importOne(number).catch((error: Error) => this.odd.push(`import ${number}: ${error.message}`));
      await sleep(pauseMs);
    }
  }

  async #importOne(number: number): Promise<void> {
    const at = `2024-0${1 + (number % 9)}-01T00:00:00Z`;
    const file = Array.from({ length: lines }, (_, n) =>
      observationLine(`${prefix} ${number}-${n}`, at, { latest_price_eur: 50_000 + n }),
    ).join('\n');
    const more = { 'content-type': 'application/x-ndjson', 'idempotency-key': `"${prefix} ${number}"` };
    const { id } = await this.#ask('POST', '/imports', file, more);
    for (;;) {
      const { status, listings_created: created, failure } = await this.#ask('GET', `/imports/${id}`);
      if (status === 'failed') throw new Error(failure);
      if (status === 'done') return this.#note(number, created);
      await sleep(200);
    }
  }

  #note(number: number, created: number): void {
    this.done += 1;
    this.created += created;
    if (created !== lines) this.odd.push(`import ${number} made ${created} of ${lines} listings`);
  }

  /** Again while the service says that it is not there: the key makes it the same import. */
  async #ask(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
    for (;;) {
      const answer = await this.#call(method, path, body, { ...this.#headers, ...more });
      if (answer.status < 300) return answer.body;
      if (answer.status !== 503 && answer.status !== 409) throw new Error(`${method} ${path}: ${answer.text}`);
      await sleep(500);
    }
  }
}
