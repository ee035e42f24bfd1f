import { setTimeout as sleep } from 'node:timers/promises';
import { pick, seededRandom } from '../../src/exchange/demo/random.ts';

const since = '2024-01-01T00:00:00Z';
const paths = [
  ...['/listings?limit=50', '/listings?q=mas&country=FR', '/listings?with=history&limit=20', '/places?prefix=per'],
  ...[`/listings?sort=-largest_drop&price_dropped_since=${since}`, '/listings?price_max=120000&rooms_min=2'],
  ...['/listings/1', '/listings/1/prices', '/listings/1/chart.svg', '/listings/1/chart.png'],
  ...['/listings/1/badge.svg', '/listings/1/market'],
  ...['/market/series?metric=median_price&by=city', '/market/movers?limit=10', '/changes?limit=100'],
  ...[`/exports/prices?from=${since}`, '/exports/listings', '/openapi.json', '/', '/readyz'],
] as const;

/** Statuses of right questions; the figures of the market are there once the first copy is made. */
const right: ReadonlySet<number> = new Set([200, 503]);

/** Asks questions about what there is, one after the other. */
export class Readers {
  asked = 0;
  readonly odd: string[] = [];
  readonly #base: string;
  readonly #random: () => number;
  #isOn = true;
  readonly #reading: Promise<unknown>;

  constructor(base: string, { count, seed }: { count: number; seed: number }) {
    this.#base = base;
    this.#random = seededRandom(seed, 1);
    this.#reading = Promise.all(Array.from({ length: count }, () => this.#read()));
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#reading;
  }

  async #read(): Promise<void> {
    while (this.#isOn) {
      const path = pick(this.#random, paths);
      const text = await this.#ask(path).catch((error: Error) => `GET ${path}: ${error.message}`);
      if (text !== undefined) this.odd.push(text);
      this.asked += 1;
      await sleep(this.#random() * 100);
    }
  }

  /** @returns what is wrong, if something is */
  async #ask(path: string): Promise<string | undefined> {
    const response = await fetch(`${this.#base}${path}`, { signal: AbortSignal.timeout(40_000) });
    const body = await response.text().catch((error: Error) => error);
    if (!right.has(response.status)) return `GET ${path}: ${response.status} ${body}`;
    // A body that comes from the database as it is read ends where the database does: never as if it were whole.
    return typeof body === 'string' || path.startsWith('/exports') ? undefined : `GET ${path}: ${body.message}`;
  }
}
