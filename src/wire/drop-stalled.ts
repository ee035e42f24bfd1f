import type { ServerResponse } from 'node:http';

/**
 * Cuts an answer whose reader has taken nothing of what is waiting for it from one look to the next, so many ms later. Until
 * then a buffer of node's and one of the system are full, and nothing else is kept for it.
 */
export function dropStalled(response: ServerResponse, everyMs: number): void {
  if (response.closed) return; // nobody would be told of its end any more
  let seen = -1;
  const timer = setInterval(() => {
    const { bytesWritten = 0 } = response.socket ?? {};
    if (response.writableNeedDrain && bytesWritten === seen) response.destroy();
    seen = bytesWritten;
  }, everyMs);
  response.once('close', () => clearInterval(timer));
}
