import { execFile } from 'node:child_process';
import { chmod, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Binaries } from '../../src/db/embedded/binaries.ts';

const source = fileURLToPath(new URL('settable-clock.c', import.meta.url));

/**
 * A clock of all processes that are started with it, which can be set; only their time of day, timers go on as they were.
 *
 * libfaketime would not do: while a process waits, handlers of its signals are told the true time by it, so that PostgreSQL ends
 * sessions as idle for an hour.
 */
export class SettableClock {
  /** What a process has to have in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.environment = { LD_PRELOAD: join(folder, 'clock.so'), SETTABLE_CLOCK: this.#seconds };
  }

  /** @returns undefined where no C compiler makes it for this system */
  static async open(): Promise<SettableClock | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'pricetrail-clock-'));
    await chmod(folder, 0o755); // every account reads the clock
    const clock = new SettableClock(folder);
    await writeFile(clock.#seconds, Buffer.alloc(8), { mode: 0o644 });
    const made = await promisify(execFile)('cc', [
      '-shared',
      '-fPIC',
      '-O2',
      '-o',
      join(folder, 'clock.so'),
      source,
      '-ldl',
    ])
      .then(() => true)
      .catch(() => false);
    if (made) return clock;
    await clock.close();
    return undefined;
  }

  get #seconds(): string {
    return join(this.#folder, 'seconds');
  }

  /** Sets it to the true time and so many seconds, for everybody at once. */
  async setBy(seconds: number): Promise<void> {
    const value = Buffer.alloc(8);
    value.writeBigInt64LE(BigInt(seconds));
    const file = await open(this.#seconds, 'r+');
    await file.write(value, 0, value.length, 0).finally(() => file.close());
  }

  /** The programs of a database server, such that it starts with this clock. */
  async wrap(binaries: Binaries): Promise<Binaries> {
    const pg_ctl = join(this.#folder, 'pg_ctl');
    const variables = Object.entries(this.environment).map(([name, value]) => `${name}='${value}'`);
    await writeFile(pg_ctl, `#!/bin/sh\nexec env ${variables.join(' ')} '${binaries.pg_ctl}' "$@"\n`, { mode: 0o755 });
    return { ...binaries, pg_ctl };
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}
