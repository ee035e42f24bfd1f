import { once } from 'node:events';
import type { Running } from '../support/run-cli.ts';
import { within } from '../support/within.ts';

/** In bytes. */
export type MemoryUsage = Pick<NodeJS.MemoryUsage, 'rss' | 'heapTotal' | 'heapUsed'>;

type Answer = { id: number; result?: { result?: { value?: string } } };

/**
 * What a process holds right after a collection, told by its inspector, which it opens on SIGUSR1. It has to be started with
 * {@link inspectorAtAnyPort}.
 */
export async function collectedMemory({ child, printed }: Pick<Running, 'child' | 'printed'>): Promise<MemoryUsage> {
  child.kill('SIGUSR1');
  const address = await within(10_000, 'its inspector is open', printed(/Debugger listening on (ws:\S+)/));
  const inspector = new WebSocket(address);
  try {
    await within(10_000, 'its inspector answers', once(inspector, 'open'));
    await ask(inspector, 1, 'HeapProfiler.collectGarbage');
    const expression = 'JSON.stringify(process.memoryUsage())';
    const { result } = await ask(inspector, 2, 'Runtime.evaluate', { expression });
    return JSON.parse(result?.result?.value ?? '{}');
  } finally {
    inspector.close();
  }
}

export const inspectorAtAnyPort = '--inspect-port=127.0.0.1:0';

async function ask(inspector: WebSocket, id: number, method: string, params: object = {}): Promise<Answer> {
  const answered = once(inspector, 'message');
  inspector.send(JSON.stringify({ id, method, params }));
  const [{ data }] = (await within(30_000, `${method} is done`, answered)) as [{ data: string }];
  return JSON.parse(data);
}
