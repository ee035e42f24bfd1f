import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Edit } from './mutant.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

export type TestRun = { ran: number; failed: string[]; output: string };

/** A copy of the sources in a temporary folder, which can be edited and tested. */
export class CopiedTree {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  static async make(): Promise<CopiedTree> {
    const path = await mkdtemp(join(tmpdir(), 'pricetrail-mutants-'));
    await chmod(path, 0o755); // the account that PostgreSQL runs as for root has to get in
    const files = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const { stdout } = await run('git', files, { cwd: root, maxBuffer: 2 ** 26 });
    for (const file of stdout.split('\0').filter((name) => name !== '')) {
      await cp(join(root, file), join(path, file)).catch(ignoreMissing);
    }
    await symlink(join(root, 'node_modules'), join(path, 'node_modules'));
    return new CopiedTree(path);
  }

  /** Makes the edits. @returns what takes them back. @throws where a text is not there once. */
  async edit(edits: readonly Edit[]): Promise<() => Promise<void>> {
    const before = new Map<string, string>();
    for (const { file, from, to } of edits) {
      const path = join(this.#path, file);
      const text = await readFile(path, 'utf8');
      if (text.split(from).length !== 2) throw new Error(`${file} does not have this text once: ${from}`);
      if (!before.has(path)) before.set(path, text);
      await writeFile(
        path,
        text.replace(from, () => to),
      );
    }
    return async () => {
      for (const [path, text] of before) await writeFile(path, text);
    };
  }

  async test(args: readonly string[]): Promise<TestRun> {
    const child = spawn(process.execPath, ['test/mutants/run-tests.ts', ...args], {
      ...{ cwd: this.#path, stdio: ['ignore', 'pipe', 'pipe'] as const },
    });
    const stop = () => child.kill('SIGTERM');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    await once(child, 'close');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    const ran = Number(/^# tests (\d+)$/m.exec(output)?.[1] ?? 0);
    return { ran, failed: [...output.matchAll(/^ *not ok \d+ - (.*)$/gm)].map(([, name = '']) => name), output };
  }

  async remove(): Promise<void> {
    await rm(this.#path, { recursive: true, force: true });
  }
}

/** A file that git knows and somebody has just removed. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
