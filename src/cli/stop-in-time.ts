import type { AnsweringSettings } from '../config/answering.ts';
import type { Database } from '../db/database.ts';

type Times = Pick<AnsweringSettings, 'shutdownDelay' | 'shutdownTimeout'>;

/** How long after it was told to stop a process has answered everybody, or cut them, in ms. */
export function stoppingMs({ shutdownDelay, shutdownTimeout }: Times): number {
  return (shutdownDelay + shutdownTimeout) * 1_000 + 500;
}

/** Stops what answers. What waits for the database even then is given up: it may be silent. */
export async function stopInTime(
  db: Pick<Database, 'abandon'>,
  times: Times,
  stop: () => Promise<void>,
): Promise<void> {
  const silent = setTimeout(() => db.abandon(), stoppingMs(times));
  try {
    await stop();
  } finally {
    clearTimeout(silent);
  }
}
