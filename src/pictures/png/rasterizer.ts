import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors.ts';

export type Drawing = {
  svg: string;
  /** How many pixels of the PNG are one of the drawing, in each direction. */
  scale: number;
};

export type RasterizerOptions = {
  /** Files of fonts for what the one that comes with the service lacks. @default none */
  fonts?: readonly string[];
  /** How long one may take, in ms. @default 10 s */
  limitMs?: number;
  /** How long its thread stays when nothing is asked, in ms: then its memory, some 60 MB, is given back. @default 60 s */
  idleMs?: number;
};

const program = new URL('./rasterizer-thread.ts', import.meta.url);

/**
 * Makes PNGs of SVGs, one at a time, in a thread of its own: 20 to 90 ms of processor time, with thousands of prices up to a
 * second, that no request, file or look-up of a name waits for. resvg is there as WebAssembly: what a text may break is that
 * thread, and its memory stays as it is, where that of the native module grew by 9 MB with each picture until it was collected.
 */
export class Rasterizer {
  readonly #fonts: readonly string[];
  readonly #limitMs: number;
  readonly #idleMs: number;
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor({ fonts = [], limitMs = 10_000, idleMs = 60_000 }: RasterizerOptions = {}) {
    this.#fonts = fonts;
    this.#limitMs = limitMs;
    this.#idleMs = idleMs;
  }

  /** Whether its thread is there. */
  get isRunning(): boolean {
    return this.#thread !== undefined;
  }

  /** @throws AppError `too_costly` where it takes too long, `unavailable` where it is closed, or a font has gone */
  async toPng(drawing: Drawing): Promise<Buffer> {
    if (this.#isClosed) throw new AppError('unavailable', 'The service is ending: ask again.');
    clearTimeout(this.#idle);
    const { answer, giveUp } = asked(this.#thread ?? this.#start(), drawing);
    const limit = setTimeout(() => {
      giveUp(new AppError('too_costly', 'Drawing took too long: ask for a smaller picture.'));
      void this.#end();
    }, this.#limitMs);
    try {
      return await answer;
    } finally {
      clearTimeout(limit);
      this.#idle = setTimeout(() => void this.#end(), this.#idleMs).unref();
    }
  }

  /** For good: what is being drawn is given up, and nothing is drawn any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  /** Another thread is started where it is asked again. */
  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined; // who comes while it ends is not for it
    await thread?.terminate();
  }

  #start(): Worker {
    const thread = new Worker(program, { workerData: this.#fonts });
    const gone = () => {
      if (this.#thread === thread) this.#thread = undefined;
    };
    thread.on('error', gone).on('exit', gone);
    thread.unref(); // it is the limit of a drawing that holds the process
    this.#thread = thread;
    return thread;
  }
}

/** Errors of the system have a code: a font, which each thread reads anew, may have gone. */
const notReady = 'What draws pictures could not be started: try again later.';

function asked(thread: Worker, drawing: Drawing): { answer: Promise<Buffer>; giveUp(reason: Error): void } {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const onExit = () => reject(new AppError('unavailable', 'What draws pictures ended: ask again.'));
  const onError = (error: Error) =>
    reject('code' in error ? new AppError('unavailable', notReady, { cause: error }) : error);
  thread.on('message', resolve).on('error', onError).on('exit', onExit);
  thread.postMessage(drawing);
  const answer = promise
    .then(({ buffer }) => Buffer.from(buffer))
    .finally(() => thread.off('message', resolve).off('error', onError).off('exit', onExit));
  return { answer, giveUp: reject };
}
