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

/** Posts to receivers, over connections that are kept for a while. Redirects are not followed. */
export class Poster {
  readonly #guard: AddressGuard;
  readonly #agents: { 'http:': HttpAgent; 'https:': HttpsAgent };
  readonly #timeoutMs: number;

  constructor(guard: AddressGuard, limitMs: number = timeoutMs) {
    const options = { keepAlive: true, timeout: idleSocketMs, scheduling: 'lifo' } as const;
    this.#guard = guard;
    this.#agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
    this.#timeoutMs = limitMs;
  }

  /**
   * Never throws: what goes wrong is the outcome.
   * @param signal gives up
   */
  async post(post: Post, signal: AbortSignal): Promise<Outcome> {
    const begun = performance.now();
    const limit = AbortSignal.timeout(this.#timeoutMs);
    try {
      const answer = await this.#send(post, AbortSignal.any([signal, limit]));
      const excerpt = await beginningOf(answer);
      const retry = retryAfterMs(answer.headers['retry-after'], Date.now());
      return { status: answer.statusCode, ms: since(begun), excerpt, retryAfterMs: retry };
    } catch (error) {
      const excerpt = limit.aborted ? `no answer within ${this.#timeoutMs / 1_000} s` : inWords(error);
      return { status: undefined, ms: since(begun), excerpt };
    }
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /** A connection that was kept may be closed by the receiver at the very moment: then another one is made. */
  async #send(post: Post, signal: AbortSignal): Promise<IncomingMessage> {
    const first = this.#start(post, signal);
    try {
      return await first.answer;
    } catch (error) {
      if (!first.sent.reusedSocket || (error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
      return await this.#start(post, signal).answer;
    }
  }

  /** @throws ForbiddenAddress */
  #start({ url, headers, body }: Post, signal: AbortSignal): { sent: ClientRequest; answer: Promise<IncomingMessage> } {
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host)) this.#guard.check(host, host); // nothing is looked up of one
    const secure = target.protocol === 'https:';
    const options = {
      ...{ method: 'POST', signal, lookup: this.#guard.lookup },
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const sent = secure
      ? requestHttps(target, { ...options, agent: this.#agents['https:'] })
      : requestHttp(target, { ...options, agent: this.#agents['http:'] });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    sent.once('response', resolve).once('error', reject);
    this.#checkConnected(sent, host);
    sent.end(body);
    return { sent, answer: promise };
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
