import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from '../../src/db/embedded/binaries.ts';

const libraries = ['x86_64', 'aarch64'].map((arch) => `/usr/lib/${arch}-linux-gnu/faketime/libfaketimeMT.so.1`);

/** A clock of all processes that are started with it, which can be set; only their time of day, timers go on as they were. */
export class SettableClock {
  /** What a process has to have in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #folder: string;

  private constructor(library: string, folder: string) {
    this.#folder = folder;
    this.environment = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: join(folder, 'offset'),
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** @returns undefined where libfaketime is not installed, Debian's package `faketime` */
  static async open(): Promise<SettableClock | undefined> {
    const found = await Promise.all(
      libraries.map((path) =>
        access(path).then(
          () => [path],
          () => [],
        ),
      ),
    );
    const [library] = found.flat();
    if (library === undefined) return undefined;
    const folder = await mkdtemp(join(tmpdir(), 'pricetrail-clock-'));
    await chmod(folder, 0o755); // every account reads the clock
    const clock = new SettableClock(library, folder);
    await clock.setBy(0);
    return clock;
  }

  /** Sets it to the true time and so many seconds; within a second everybody sees it. */
  async setBy(seconds: number): Promise<void> {
    const sign = seconds < 0 ? '-' : '+';
    await writeFile(join(this.#folder, 'offset'), `${sign}${Math.abs(seconds)}\n`, { mode: 0o644 });
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
