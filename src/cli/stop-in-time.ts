import type { AnsweringSettings } from '../config/answering.ts';

type Times = Pick<AnsweringSettings, 'shutdownDelay' | 'shutdownTimeout'>;

/** How long after it was told to stop a process has answered everybody, or cut them, in ms. */
export function stoppingMs({ shutdownDelay, shutdownTimeout }: Times): number {
  return (shutdownDelay + shutdownTimeout) * 1_000 + 500;
}

type Stopping = {
  stop: () => Promise<void>;
  /** Gives up the database, and whatever else is asked. */
  abandon: () => void;
};

/** Stops what answers. What waits even then is given up: what it waits for may be silent. */
export async function stopInTime(times: Times, { stop, abandon }: Stopping): Promise<void> {
  const silent = setTimeout(abandon, stoppingMs(times));
  try {
    await stop();
  } finally {
    clearTimeout(silent);
  }
}
