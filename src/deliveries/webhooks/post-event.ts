import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { retryAfterMs } from './retry-schedule.ts';

/** How a receiver answered, or why it did not. */
export type Outcome = {
  status: number | undefined;
  ms: number;
  /** The beginning of the answer's body, or what failed. */
  excerpt: string;
  /** For how long it asked not to be asked again. */
  retryAfterMs?: number | undefined;
};

export type Post = { url: string; headers: Record<string, string>; body: string };

const timeoutMs = 15_000;
const idleSocketMs = 20_000;
const excerptLength = 500;
/** A connection is kept where no more than so much of an answer has to be read. */
const mostRead = 65_536;

/** A request, and why it was cut off, if it was. */
type Exchange = { request: ClientRequest | undefined; cutBecause: string | undefined };

/** Posts to receivers, over connections that are kept for a while. Redirects are not followed. */
export class Poster {
  readonly #guard: AddressGuard;
  readonly #agents: { 'http:': HttpAgent; 'https:': HttpsAgent };
  readonly #timeoutMs: number;
  readonly #underWay = new Set<Exchange>();

  constructor(guard: AddressGuard, limitMs: number = timeoutMs) {
    const options = { keepAlive: true, timeout: idleSocketMs, scheduling: 'lifo' } as const;
    this.#guard = guard;
    this.#agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
    this.#timeoutMs = limitMs;
  }

  /** Never throws: what goes wrong is the outcome. */
  async post(post: Post): Promise<Outcome> {
    const begun = performance.now();
    const exchange: Exchange = { request: undefined, cutBecause: undefined };
    const late = `no answer within ${this.#timeoutMs / 1_000} s`;
    const timer = setTimeout(() => cut(exchange, late), this.#timeoutMs);
    this.#underWay.add(exchange);
    try {
      const answer = await this.#send(post, exchange);
      const excerpt = await beginningOf(answer);
      const retry = retryAfterMs(answer.headers['retry-after'], Date.now());
      return { status: answer.statusCode, ms: since(begun), excerpt, retryAfterMs: retry };
    } catch (error) {
      return { status: undefined, ms: since(begun), excerpt: exchange.cutBecause ?? inWords(error) };
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(exchange);
    }
  }

  /** Gives up what is under way. */
  abandon(): void {
    for (const exchange of this.#underWay) cut(exchange, 'it was given up');
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /** A connection that was kept may be closed by the receiver at the very moment: then another one is made. */
  async #send(post: Post, exchange: Exchange): Promise<IncomingMessage> {
    try {
      return await this.#start(post, exchange);
    } catch (error) {
      const { request, cutBecause } = exchange;
      const isReset = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (cutBecause === undefined && request?.reusedSocket && isReset) return await this.#start(post, exchange);
      throw error;
    }
  }

  /** @throws ForbiddenAddress */
  async #start({ url, headers, body }: Post, exchange: Exchange): Promise<IncomingMessage> {
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host)) this.#guard.check(host, host); // nothing is looked up of one
    const secure = target.protocol === 'https:';
    const options = {
      ...{ method: 'POST', lookup: this.#guard.lookup },
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const sent = secure
      ? requestHttps(target, { ...options, agent: this.#agents['https:'] })
      : requestHttp(target, { ...options, agent: this.#agents['http:'] });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    exchange.request = sent;
    sent.once('response', resolve).once('error', reject);
    this.#checkConnected(sent, host);
    sent.end(body);
    return await promise;
  }

  /** Whatever led there: nothing is sent to an address that was not to be connected to. */
  #checkConnected(sent: ClientRequest, host: string): void {
    sent.once('socket', (socket: Socket) => {
      const check = () => {
        try {
          this.#guard.check(host, socket.remoteAddress ?? '');
        } catch (error) {
          socket.destroy(error as Error);
        }
      };
      if (socket.connecting) socket.prependOnceListener('connect', check);
    });
  }
}

function cut(exchange: Exchange, why: string): void {
  exchange.cutBecause = why;
  exchange.request?.destroy();
}

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    if (bytes < excerptLength) chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostRead) break; // which cuts the connection
  }
  const text = Buffer.concat(chunks).toString('utf8').slice(0, excerptLength);
  return text.toWellFormed().replaceAll('\0', '');
}

function since(begun: number): number {
  return Math.round(performance.now() - begun);
}

function inWords(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(inWords).join('; ');
  return error instanceof Error ? error.message : String(error);
}
