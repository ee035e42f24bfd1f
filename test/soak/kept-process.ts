import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, type Running, startCli } from '../support/run-cli.ts';
import { within } from '../support/within.ts';
import { collectedMemory, inspectorAtAnyPort, type MemoryUsage } from './collected-memory.ts';

/** A line of the log, of level `warn` or worse. */
export type Told = {
  process: string;
  /** Of the watchers' clock, in ms. */
  at: number;
  level: string;
  msg: string;
  route?: string;
  err?: { message?: string };
  why?: string;
};

export type KeptEnd = { name: string; status: number | null; told: readonly Told[]; stderr: string };

type Options = { name: string; args: readonly string[]; settings: Record<string, string> };

/** A process of the service that is started again when it ends, as by systemd or a container's orchestrator. */
export class KeptProcess {
  readonly name: string;
  /** How often it ended by itself or was killed. */
  deaths = 0;
  readonly #options: Options;
  readonly #told: Told[] = [];
  #running: Running;
  #isWanted = true;
  readonly #kept: Promise<Ended>;

  private constructor(options: Options) {
    this.name = options.name;
    this.#options = options;
    this.#running = this.#start();
    this.#kept = this.#keep();
  }

  /** @returns once it says that it is ready */
  static async start(options: Options): Promise<KeptProcess> {
    const kept = new KeptProcess(options);
    await within(60_000, `${options.name} is ready`, kept.#running.printed(/Pricetrail is ready/));
    return kept;
  }

  kill(): void {
    this.#running.child.kill('SIGKILL');
  }

  async collectedMemory(): Promise<MemoryUsage> {
    return await collectedMemory(this.#running);
  }

  /** @returns how it ended, and the lines of all its lives */
  async stop(): Promise<KeptEnd> {
    this.#isWanted = false;
    this.#running.child.kill('SIGTERM');
    const { status, stderr } = await within(60_000, `${this.name} stops`, this.#kept);
    return { name: this.name, status, stderr, told: this.#told };
  }

  async #keep(): Promise<Ended> {
    for (;;) {
      const ended = await this.#running.ended;
      if (!this.#isWanted) return ended;
      this.deaths += 1;
      await sleep(500);
      this.#running = this.#start();
    }
  }

  #start(): Running {
    const running = startCli(this.#options.args, { ...this.#options.settings, NODE_OPTIONS: inspectorAtAnyPort });
    if (running.child.stdout) createInterface(running.child.stdout).on('line', (line) => this.#note(line));
    return running;
  }

  /** One whose process is killed in the midst of a line has no more of it. */
  #note(line: string): void {
    if (!line.startsWith('{') || !line.endsWith('}')) return;
    const told: Told = { ...JSON.parse(line), process: this.name, at: performance.now() };
    if (!['info', 'debug', 'trace'].includes(told.level)) this.#told.push(told);
  }
}
