import { setTimeout as sleep } from 'node:timers/promises';

/** What a process told of itself at a moment. */
export type Sample = {
  /** Of the watcher's clock, in ms. */
  at: number;
  lagMs: number;
};

/** An answer of the service's own failure, whoever asked. */
export type Failure = { at: number; status: number; route: string; count: number };

const everyMs = 1_000;
const duration = /^http_request_duration_seconds_count\{([^}]*)\} (\d+)/;

/** Reads the metrics of a process, each second. */
export class Watcher {
  readonly samples: Sample[] = [];
  readonly failures: Failure[] = [];
  /** How many answers there were, by status. */
  readonly statuses: Record<string, number> = {};
  readonly #url: string;
  readonly #counts = new Map<string, number>();
  #isOn = true;
  readonly #watching: Promise<void>;

  constructor(url: string) {
    this.#url = url;
    this.#watching = this.#watch();
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (this.#isOn) {
      await this.#look().catch(() => {}); // it is being started again
      await sleep(everyMs);
    }
  }

  async #look(): Promise<void> {
    const response = await fetch(this.#url, { signal: AbortSignal.timeout(10_000) });
    const text = await response.text();
    const at = performance.now();
    const read = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]);
    this.samples.push({
      at,
      lagMs: read('nodejs_eventloop_lag_max_seconds') * 1_000,
    });
    for (const line of text.split('\n')) this.#count(line, at);
  }

  /** A process that was started again begins at nothing. */
  #count(line: string, at: number): void {
    const [, labels = '', value = '0'] = duration.exec(line) ?? [];
    if (labels === '') return;
    const before = this.#counts.get(labels) ?? 0;
    const count = Number(value) < before ? Number(value) : Number(value) - before;
    this.#counts.set(labels, Number(value));
    if (count === 0) return;
    const [status, route] = [labelOf(labels, 'status'), `${labelOf(labels, 'method')} ${labelOf(labels, 'route')}`];
    this.statuses[status] = (this.statuses[status] ?? 0) + count;
    if (Number(status) >= 500) this.failures.push({ at, status: Number(status), route, count });
  }
}

function labelOf(labels: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(labels)?.[1] ?? '';
}
