import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, type Running, startCli } from '../support/run-cli.ts';
import { within } from '../support/within.ts';

/** A line of the log, of level `warn` or worse. */
export type Told = { process: string; level: string; msg: string; err?: { message?: string }; why?: string };

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
    this.#running = startCli(options.args, options.settings);
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
      this.#told.push(...this.#linesOf(ended.stdout));
      if (!this.#isWanted) return ended;
      this.deaths += 1;
      await sleep(500);
      this.#running = startCli(this.#options.args, this.#options.settings);
    }
  }

  #linesOf(stdout: string): Told[] {
    const lines = stdout.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    const told = lines.map((line): Told => ({ ...JSON.parse(line), process: this.name }));
    return told.filter(({ level }) => !['info', 'debug', 'trace'].includes(level));
  }
}
