import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { AppError } from '../errors.ts';
import { type Log, openLog } from '../log/open-log.ts';
import type { ToldMetrics } from '../metrics/process-metrics.ts';
import { measureWorker } from './measure-worker.ts';
import { PortClaim, portIsShared } from './port-claim.ts';
import { restartDelay } from './restart-delay.ts';
import type { Serving } from './serve-here.ts';
import type { Tells, Told, Work } from './worker-messages.ts';

export type WorkersOptions = {
  count: number;
  work: Work;
  /** Told of workers that listen in the place of others. */
  onEvent: (message: string) => void;
};

/** What a worker takes to stop beside the times that are set for it. */
const stopMarginMs = 5_000;

/**
 * Answers requests in several processes on one port. One that ends is started again.
 * @returns when all of them listen
 * @throws AppError what the first of them fails with
 */
export async function startWorkers(options: WorkersOptions): Promise<Serving> {
  // For workers that cannot have sockets of their own. By node's round-robin the primary would keep a connection until the
  // worker says that it took it: for ever where that one dies. So they share a socket, of which the first to come takes it.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)), args: [] });
  const workers = new Workers(options, await openLog(options.work.config));
  try {
    const address = await workers.start();
    const abandon = () => {}; // each of them does so by itself
    return { address, stop: () => workers.stop(), abandon, metrics: () => workers.metrics() };
  } catch (error) {
    await workers.stop();
    throw error;
  }
}

class Workers {
  readonly #options: WorkersOptions;
  /** Told of those that end by themselves, do not end, or do not start. */
  readonly #log: Log;
  readonly #alive = new Set<Worker>();
  readonly #restarts = new Set<NodeJS.Timeout>();
  /** The port of all, which is known before any of them starts. */
  #port: number;
  /** Holds it until a worker listens. */
  #claim: Promise<PortClaim> | undefined;
  #asks = 0;
  #started = false;
  #stopping = false;

  constructor(options: WorkersOptions, log: Log) {
    this.#options = options;
    this.#log = log;
    this.#port = options.work.config.port;
  }

  async start(): Promise<string> {
    await this.#claimPort();
    const all = Array.from({ length: this.#options.count }, () => this.#fork(0));
    const [address = ''] = await Promise.all(all);
    this.#started = true;
    return address;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#restarts) clearTimeout(timer);
    const { shutdownDelay, shutdownTimeout } = this.#options.work.config;
    const limitMs = (shutdownDelay + shutdownTimeout) * 1_000 + stopMarginMs;
    const onKill = (pid: number | undefined) =>
      this.#log.warn(`worker ${pid} did not end within ${limitMs / 1_000} s: it is killed`);
    await Promise.all([...this.#alive].map((worker) => stopWorker(worker, { limitMs, onKill })));
    await this.#releasePort();
  }

  /** Of those that answer in time: one that is starting or busy is left out. */
  async metrics(): Promise<readonly ToldMetrics[]> {
    this.#asks += 1;
    const told = await Promise.all([...this.#alive].map((worker) => measureWorker(worker, this.#asks)));
    return told.flat();
  }

  async #claimPort(): Promise<void> {
    this.#claim ??= PortClaim.make({ host: this.#options.work.config.host, port: this.#port });
    try {
      this.#port = (await this.#claim).port;
    } catch (error) {
      this.#claim = undefined;
      throw error;
    }
  }

  async #releasePort(): Promise<void> {
    const claim = this.#claim;
    this.#claim = undefined;
    await claim?.then(
      (made) => made.release(),
      () => {}, // who waits for it says so
    );
  }

  /** @returns the address it listens on. */
  async #fork(delayMs: number): Promise<string> {
    const worker = cluster.fork();
    const from = performance.now();
    this.#alive.add(worker);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    worker.on('message', (message: Tells) => {
      if (message.kind === 'hello') void this.#tell(worker);
      else if (message.kind === 'listening') void this.#releasePort().then(() => resolve(message.address));
      else if (message.kind === 'failed')
        reject(message.code ? new AppError(message.code, message.message) : new Error(message.message));
    });
    worker.on('error', () => {}); // it cannot be told anything any more: its end follows
    worker.once('exit', (code, signal) => {
      reject(new AppError('unavailable', `A worker ended before it listened (${signal ?? `exit status ${code}`}).`));
      this.#ended(worker, signal ?? `exit status ${code}`, restartDelay(performance.now() - from, delayMs));
    });
    return await promise;
  }

  async #tell(worker: Worker): Promise<void> {
    await (await this.#claim)?.share();
    const { work } = this.#options;
    const config = { ...work.config, port: this.#port };
    const message: Told = { kind: 'start', work: { ...work, config, reusePort: portIsShared } };
    if (worker.isConnected()) worker.send(message, () => {});
  }

  #ended(worker: Worker, reason: string, delayMs: number): void {
    this.#alive.delete(worker);
    if (this.#stopping || !this.#started) return;
    const when = delayMs === 0 ? 'now' : `in ${delayMs / 1_000} s`;
    this.#log.warn(`worker ${worker.process.pid} ended (${reason}); another one starts ${when}`);
    this.#startLater(delayMs);
  }

  #startLater(delayMs: number): void {
    const timer = setTimeout(() => {
      this.#restarts.delete(timer);
      void this.#restart(delayMs);
    }, delayMs);
    this.#restarts.add(timer);
  }

  /** Where all had ended, another service may have the port by now: it is tried again until it is free. */
  async #restart(delayMs: number): Promise<void> {
    const failed = ({ message }: Error) => {
      if (!this.#stopping) this.#log.warn(`a worker does not start: ${message}`);
    };
    try {
      if (this.#alive.size === 0) await this.#claimPort();
    } catch (error) {
      failed(error as Error);
      if (!this.#stopping) this.#startLater(restartDelay(0, delayMs));
      return;
    }
    const begun = () => this.#options.onEvent('a worker listens in the place of one that ended');
    if (!this.#stopping) await this.#fork(delayMs).then(begun, failed);
  }
}

type StopLimit = { limitMs: number; onKill: (pid: number | undefined) => void };

/** Of one that is ending by itself the channel is closed already. */
async function stopWorker(worker: Worker, { limitMs, onKill }: StopLimit): Promise<void> {
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  const stop: Told = { kind: 'stop' };
  if (worker.isConnected()) worker.send(stop, () => {});
  const timer = setTimeout(() => {
    onKill(worker.process.pid);
    worker.process.kill('SIGKILL');
  }, limitMs);
  await ended;
  clearTimeout(timer);
}
