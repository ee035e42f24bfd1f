import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { memoryFolder } from './memory-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = `${root}src/main.ts`;

export type Ended = { status: number | null; stdout: string; stderr: string };

export type Running = {
  child: ChildProcess;
  /** Settles when the process has ended. */
  ended: Promise<Ended>;
  /** The first group of the pattern in what it prints. */
  printed(pattern: RegExp): Promise<string>;
};

/** Text, or what is read as it comes. */
type Input = string | Readable;

/** Starts the executable with the settings given and no others, but where node keeps compiled code. */
export function startCli(args: readonly string[], settings: Record<string, string>, input?: Input): Running {
  return start([process.execPath, main, ...args], settings, input);
}

/** Starts a script of package.json, as a user types it. */
export function startScript(name: string, settings: Record<string, string>): Running {
  return start(['npm', 'run', name], settings);
}

function start([program = '', ...args]: readonly string[], settings: Record<string, string>, input?: Input): Running {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env;
  const dataDir = settings.DATABASE_URL !== undefined && settings.DATA_DIR === undefined ? temporary() : undefined;
  const env = {
    ...{ PATH, HOME, ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }) },
    ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }),
    ...settings,
  };
  const child = spawn(program, args, { cwd: root, env, stdio: 'pipe' });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk) => (out[name] += chunk));
  if (input instanceof Readable) input.pipe(child.stdin);
  else child.stdin.end(input);
  const ended = once(child, 'close').then(async ([status]) => {
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    return { status, ...out };
  });
  const printed = async (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(out.stdout + out.stderr);
      if (match) return match[1] ?? match[0];
      const over = await Promise.race([ended, sleep(20)]);
      if (over) throw new Error(`it ended without printing ${pattern}: ${out.stdout}${out.stderr}`);
    }
  };
  return { child, ended, printed };
}

/** Where a service keeps the lake of a database of another server, which no other test has. */
function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'pricetrail-cli-'));
}

/** Runs a command to its end. */
export async function runCli(
  args: readonly string[],
  settings: Record<string, string>,
  input?: string,
): Promise<Ended> {
  return await startCli(args, settings, input).ended;
}

/** Runs a command to its end with standard output in a file, such as /dev/full. */
export async function runCliInto(path: string, args: readonly string[], settings: Record<string, string>) {
  return await start(['sh', '-c', 'exec "$@" > "$0"', path, process.execPath, main, ...args], settings).ended;
}

/** Runs a command to its end with standard output closed. */
export async function runCliClosed(args: readonly string[], settings: Record<string, string>) {
  return await start(['sh', '-c', 'exec "$@" >&-', 'sh', process.execPath, main, ...args], settings).ended;
}

/** Starts a server on any free port. @returns it and its address. */
export async function startServe(
  settings: Record<string, string>,
  args: readonly string[] = [],
): Promise<Running & { base: string }> {
  const running = startCli(['serve', ...args], { PORT: '0', ...settings });
  return { ...running, base: await running.printed(/ready: (http[^\s"]+)/) };
}

export async function stopServe({ child, ended }: Running): Promise<Ended> {
  child.kill('SIGINT');
  return await ended;
}

export type DataDir = {
  path: string;
  /** Process id of the embedded server, as it says itself. */
  postmaster(): Promise<number>;
  remove(): Promise<void>;
};

/** A data folder that somebody else makes and removes. */
export function dataDirAt(path: string): Pick<DataDir, 'path' | 'postmaster'> {
  const postmaster = async () => {
    const file = await readFile(join(path, 'postgres/data/postmaster.pid'), 'utf8');
    return Number(file.split('\n')[0]);
  };
  return { path, postmaster };
}

/** A new data folder, in memory where nothing else is said; removing it ends a server that a test killed the owner of. */
export async function makeDataDir(under?: string): Promise<DataDir> {
  const parent = await mkdtemp(join(under ?? (await memoryFolder()), 'pricetrail-cli-'));
  await chmod(parent, 0o711); // the account that the server runs as for root has to get in
  const { path, postmaster } = dataDirAt(join(parent, 'data'));
  return {
    path,
    postmaster,
    remove: async () => {
      const left = await postmaster().catch(() => undefined);
      if (left !== undefined && isAlive(left)) process.kill(left, 'SIGQUIT');
      if (left !== undefined) await hasEnded(left);
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** Waits until a process is gone; it is for a moment after its last sign of life. @throws after a minute. */
export async function hasEnded(pid: number): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (!isAlive(pid)) return;
    await sleep(20);
  }
  throw new Error(`process ${pid} is still there`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
