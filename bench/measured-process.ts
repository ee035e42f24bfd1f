import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs the work with a data folder of its own, which is removed after it. */
export async function withDataDir<T>(work: (settings: Record<string, string>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-bench-'));
  await chmod(folder, 0o711); // the account that the server runs as for root has to get in
  try {
    return await work({ DATA_DIR: join(folder, 'data'), PORT: '0', DEMO: '0', LOG_LEVEL: 'warn' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export type Server = {
  /** From the start of the command to its word that it is ready. */
  secondsToReady: number;
  base: string;
  /** Memory of the process that serves, in MB. */
  residentMb(): Promise<number>;
  stop(): Promise<void>;
};

/** A process that only answers requests: what `--role worker` does is measured on its own. */
export async function startApi(url: string): Promise<Server> {
  return await startServer({ DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'warn' }, ['--role', 'api']);
}

/** `npm start`, as a user types it. */
export async function startServer(settings: Record<string, string>, options: string[] = []): Promise<Server> {
  const started = performance.now();
  const child = spawn('npm', ['start', '--', ...options], {
    cwd: root,
    env: { ...process.env, LOG_FORMAT: 'pretty', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  const ended = once(child, 'close');
  const find = async (pattern: RegExp) => {
    for (;;) {
      const [, found] = pattern.exec(printed) ?? [];
      if (found !== undefined) return found;
      if ((await Promise.race([sleep(5), ended])) !== undefined) throw new Error(`npm start ended: ${printed}`);
    }
  };
  const base = await find(/ready: (http[^\s"]+)/);
  const secondsToReady = (performance.now() - started) / 1_000;
  const pid = await find(/process +(\d+)/);
  return {
    ...{ secondsToReady, base },
    residentMb: async () => (await memory(Number(pid))).residentMb,
    stop: async () => {
      process.kill(Number(pid), 'SIGINT');
      await ended;
    },
  };
}

/** Runs a command of the executable, with standard input if there is any. */
export async function runCommand(args: string[], settings: Record<string, string>, input?: AsyncIterable<string>) {
  const started = performance.now();
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  const closed = once(child, 'close');
  const fed = input ? pipeline(Readable.from(input), child.stdin) : child.stdin.end();
  let peakMb = 0;
  while ((await Promise.race([closed, sleep(100)])) === undefined) {
    peakMb = Math.max(peakMb, (await memory(child.pid ?? 0)).peakMb);
  }
  await fed;
  return { seconds: (performance.now() - started) / 1_000, peakMb, printed };
}

/** Linux tells both; elsewhere they are NaN. */
async function memory(pid: number): Promise<{ residentMb: number; peakMb: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const read = (name: string) =>
    (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) * 1024) / 1e6;
  return { residentMb: read('VmRSS'), peakMb: read('VmHWM') || 0 };
}
