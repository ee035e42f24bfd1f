import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { AppError } from '../errors.ts';
import { cancelStatement } from './cancel-statement.ts';
import { cut } from './cut.ts';
import { isPooled } from './greet.ts';

const cancelled = '57014';

/** A request that overtakes its statement has no effect: it is made again. */
const againMs = 500;

/** Nobody waits for the answer any more. */
export class Abandoned extends AppError {
  /** Whether the connection can serve others. */
  readonly reusable: boolean;

  constructor({ reusable = false } = {}) {
    super('unavailable', 'The client went away before it was answered.');
    this.reusable = reusable;
  }
}

/**
 * Does the work, and has the server cancel it when the signal is aborted. A late cancel would hit the next statement on the
 * connection: so it is waited for, and where it may still come the connection is none to be used again. One on which nothing
 * comes of it is cut.
 * @param options `timeoutMs`: how long each request may take, and all of them together until the connection is cut
 * @throws Abandoned, and what the work throws
 */
export async function cancellable<Client extends pg.ClientBase, T>(
  client: Client,
  work: (client: Client) => Promise<T>,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<T> {
  if (signal.aborted) throw new Abandoned({ reusable: true });
  const over = new AbortController();
  let cancelling: Promise<boolean> | undefined;
  let silent: NodeJS.Timeout | undefined;
  const cancel = () => {
    cancelling = cancelUntil(over.signal, () => cancelStatement(client, timeoutMs));
    silent = setTimeout(cut, timeoutMs, client);
  };
  signal.addEventListener('abort', cancel, { once: true });
  let isUsable = true;
  try {
    return await work(client);
  } catch (error) {
    isUsable = ((error as Error).cause as { code?: string } | undefined)?.code === cancelled;
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    clearTimeout(silent);
    over.abort();
    if (cancelling) await abandon(cancelling, isUsable && !isPooled(client));
  }
}

/** @returns whether every request is over. */
async function cancelUntil(over: AbortSignal, cancel: () => Promise<boolean>): Promise<boolean> {
  let areOver = true;
  while (areOver && !over.aborted) {
    areOver = await cancel();
    await sleep(againMs, undefined, { signal: over }).catch(() => {});
  }
  return areOver;
}

async function abandon(cancelling: Promise<boolean>, isUsable: boolean): Promise<never> {
  const areOver = await cancelling;
  throw new Abandoned({ reusable: areOver && isUsable });
}
