import type { Socket } from 'node:net';
import { openSocket } from '../raw-http.ts';
import { AnswerReader, fieldOf, type WireAnswer } from './answers.ts';

/** How long an answer may take, in ms: of a machine that has much else to do. */
const patienceMs = 30_000;

export type Outcome = { answer: WireAnswer; ms: number };

/** The service closed while a request was on its way still: its answer may be lost with that. */
export class CutOff extends Error {}

/** Sends one request after the other on a connection, and opens another one when it was closed. */
export class Sender {
  readonly #base: string;
  #socket: Socket | undefined;
  #reader = new AnswerReader();
  #look: () => void = () => {};

  constructor(base: string) {
    this.#base = base;
  }

  /** @throws BrokenAnswer; CutOff; Error where there is none, or something that nobody asked for */
  async send(bytes: Buffer, method: string): Promise<Outcome> {
    const socket = await this.#open();
    const begin = performance.now();
    if (this.#reader.rest.length > 0) throw new Error(`before it was asked: ${this.#reader.rest.toString('latin1')}`);
    let isSent = false;
    socket.write(bytes, (error) => {
      isSent = !error;
    });
    const answer = await this.#answer(socket, method).catch((error: unknown) => {
      throw socket.destroyed && !isSent ? new CutOff('closed while it was sent', { cause: error }) : error;
    });
    if (isStream(answer) || fieldOf(answer, 'connection') === 'close') this.close();
    return { answer, ms: performance.now() - begin };
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    if (this.#socket && !this.#socket.destroyed && this.#socket.writable && !this.#socket.readableEnded)
      return this.#socket;
    const socket = await openSocket(this.#base);
    this.#reader = new AnswerReader();
    this.#socket = socket.setNoDelay();
    socket.on('data', (chunk) => {
      this.#reader.add(chunk);
      this.#look();
    });
    socket.on('close', () => this.#look());
    socket.on('error', () => {}); // it closes
    return socket;
  }

  async #answer(socket: Socket, method: string): Promise<WireAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
    const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
    this.#look = () => {
      try {
        const answer = this.#taken(method);
        if (answer) resolve(answer);
        else if (socket.destroyed) reject(new Error(`closed without a whole answer: ${this.#reader.rest}`));
      } catch (error) {
        reject(error);
      }
    };
    this.#look();
    return await promise.finally(() => {
      clearTimeout(timer);
      this.#look = () => {};
    });
  }

  #taken(method: string): WireAnswer | undefined {
    const head = this.#reader.peek();
    if (head && isStream(head) && method !== 'HEAD') return { ...head, body: Buffer.alloc(0) };
    return this.#reader.take(method);
  }
}

/** One whose end nobody waits for. */
function isStream(answer: Pick<WireAnswer, 'fields'>): boolean {
  return fieldOf(answer, 'content-type') === 'text/event-stream';
}
