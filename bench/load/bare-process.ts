import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs the work beside a bare Fastify, in a process of its own. */
export async function withBareServer<T>(work: (base: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./bare-server.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  try {
    const [chunk] = await once(child.stdout, 'data');
    const base = /ready: (\S+)/.exec(String(chunk))?.[1];
    if (!base) throw new Error(`the bare server says ${chunk}`);
    return await work(base);
  } finally {
    child.kill();
    await ended;
  }
}
