import type { BrowserContext } from 'playwright-core';

/**
 * What a test says may fail: the status and path of an answer, such as `404 /listings/7`; `0 /listings/7` where none came; or
 * what an error says.
 */
export type Failure = string | RegExp;

/** What goes wrong in the pages of a context. */
export class PageFaults {
  readonly #allowed: Failure[] = [];
  readonly #faults: string[] = [];

  constructor(context: BrowserContext) {
    context.on('weberror', (fault) => this.#faults.push(fault.error().message));
    context.on('console', (message) => {
      const isOfAnswer = message.text().startsWith('Failed to load resource'); // which is told below
      if (message.type() === 'error' && !isOfAnswer) this.#faults.push(message.text());
    });
    context.on('response', (response) => {
      if (response.status() >= 400) this.#faults.push(`${response.status()} ${pathOf(response.url())}`);
    });
    context.on('requestfailed', (request) => {
      const isGivenUp = request.failure()?.errorText === 'net::ERR_ABORTED'; // by the page itself
      if (!isGivenUp) this.#faults.push(`0 ${pathOf(request.url())}`);
    });
  }

  allow(failures: readonly Failure[]): void {
    this.#allowed.push(...failures);
  }

  /** What nobody said may fail. */
  get unexpected(): string[] {
    const isAllowed = (fault: string) =>
      this.#allowed.some((failure) => (typeof failure === 'string' ? failure === fault : failure.test(fault)));
    return this.#faults.filter((fault) => !isAllowed(fault));
  }
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
