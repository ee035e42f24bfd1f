import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { AppError } from '../errors.ts';
import { restartDelay } from './restart-delay.ts';
import type { Serving } from './serve-here.ts';
import type { Tells, Told, Work } from './worker-messages.ts';

export type WorkersOptions = {
  count: number;
  work: Work;
  /** Told of workers that end and begin. */
  onEvent: (message: string) => void;
};

/** A worker lets its answers go out within 10 s. */
const stopTimeoutMs = 15_000;

/**
 * Answers requests in several processes on one port. One that ends is started again.
 * @returns when all of them listen
 * @throws AppError what the first of them fails with
 */
export async function startWorkers(options: WorkersOptions): Promise<Serving> {
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)), args: [] });
  const workers = new Workers(options);
  try {
    return { address: await workers.start(), stop: () => workers.stop() };
  } catch (error) {
    await workers.stop();
    throw error;
  }
}

class Workers {
  readonly #options: WorkersOptions;
  readonly #alive = new Set<Worker>();
  readonly #restarts = new Set<NodeJS.Timeout>();
  /** Where the service was announced to be. */
  #address: string | undefined;
  #port: number;
  #stopping = false;

  constructor(options: WorkersOptions) {
    this.#options = options;
    this.#port = options.work.config.port;
  }

  async start(): Promise<string> {
    const all = Array.from({ length: this.#options.count }, () => this.#fork(0));
    const [address = ''] = await Promise.all(all);
    this.#address = address;
    return address;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#restarts) clearTimeout(timer);
    await Promise.all([...this.#alive].map(stopWorker));
  }

  /** @returns the address it listens on. */
  async #fork(delayMs: number): Promise<string> {
    const worker = cluster.fork();
    const from = performance.now();
    this.#alive.add(worker);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    worker.on('message', (message: Tells) => {
      if (message.kind === 'hello') this.#tell(worker);
      else if (message.kind === 'listening') this.#welcome(worker, message.address, resolve);
      else reject(message.code ? new AppError(message.code, message.message) : new Error(message.message));
    });
    worker.on('error', () => {}); // it cannot be told anything any more: its end follows
    worker.once('exit', (code, signal) => {
      reject(new AppError('unavailable', `A worker ended before it listened (${signal ?? `exit status ${code}`}).`));
      this.#ended(worker, signal ?? `exit status ${code}`, restartDelay(performance.now() - from, delayMs));
    });
    return await promise;
  }

  #tell(worker: Worker): void {
    const { work } = this.#options;
    const message: Told = { kind: 'start', work: { ...work, config: { ...work.config, port: this.#port } } };
    worker.send(message);
  }

  /** Where all had ended and any port would do, the first one back has been given another than was announced. */
  #welcome(worker: Worker, address: string, resolve: (address: string) => void): void {
    if (this.#address === undefined || this.#address === address) resolve(address);
    else worker.process.kill('SIGKILL');
  }

  #ended(worker: Worker, reason: string, delayMs: number): void {
    this.#alive.delete(worker);
    if (this.#stopping || this.#address === undefined) return;
    if (this.#alive.size === 0) this.#port = Number(new URL(this.#address).port);
    const when = delayMs === 0 ? 'now' : `in ${delayMs / 1_000} s`;
    this.#options.onEvent(`worker ${worker.process.pid} ended (${reason}); another one starts ${when}`);
    const timer = setTimeout(() => {
      this.#restarts.delete(timer);
      this.#restart(delayMs);
    }, delayMs);
    this.#restarts.add(timer);
  }

  #restart(delayMs: number): void {
    this.#fork(delayMs).catch((error: Error) => {
      if (!this.#stopping) this.#options.onEvent(`a worker does not start: ${error.message}`);
    });
  }
}

/** Of one that is ending by itself the channel is closed already. */
async function stopWorker(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  const stop: Told = { kind: 'stop' };
  if (worker.isConnected()) worker.send(stop, () => {});
  const timer = setTimeout(() => worker.process.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}
