import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { processTree, signalAll } from './processes.ts';

/**
 * Kills the processes of files that take longer than `limitMs`, and ends what they started, while `work` goes on: node:test
 * has a limit for each test of a file, but waits for the file itself for ever.
 */
export async function endOverdue<T>(files: readonly string[], limitMs: number, work: () => Promise<T>): Promise<T> {
  const watch = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess }; // as node documents what this channel tells
    setImmediate(() => {
      const file = child.spawnargs?.at(-1);
      if (file !== undefined && files.includes(file)) limit(child, { file, limitMs });
    });
  };
  subscribe('child_process', watch);
  try {
    return await work();
  } finally {
    unsubscribe('child_process', watch);
  }
}

/** Until its output is closed, which what it started may keep open. */
function limit(child: ChildProcess, { file, limitMs }: { file: string; limitMs: number }): void {
  const timer = setTimeout(() => {
    process.stderr.write(`${file} has not ended after ${limitMs / 1_000} s, and is killed\n`);
    void end(child);
  }, limitMs);
  child.once('close', () => clearTimeout(timer));
}

/** The file cannot be asked to end: it may do nothing but compute. Servers that it started can, and clean up. */
async function end(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const [, ...started] = await processTree(pid);
  child.kill('SIGKILL');
  signalAll(started, 'SIGTERM');
  setTimeout(() => child.stdio.forEach((stream) => void stream?.destroy()), 1_000);
}
