import { randomInt } from 'node:crypto';
import { processTree, signalAll } from './processes.ts';
import type { ServedDatabase } from './served-database.ts';

export type Fault = {
  name: string;
  strike(served: ServedDatabase): Promise<void>;
};

/** Faults after which the server has been started again. */
export const serverDeaths: readonly Fault[] = [
  { name: 'SIGKILL of the server', strike: (served) => killServer(served) },
  {
    name: 'SIGKILL of all at once',
    strike: async (served) => await killServer(served, await processTree(await served.dataDir.postmaster())),
  },
];

/** Faults that the server has to get over by itself. */
export const databaseDeaths: readonly Fault[] = [
  {
    name: 'SIGKILL of the postmaster',
    strike: async (served) => signalAll([await served.dataDir.postmaster()], 'SIGKILL'),
  },
  {
    name: 'pg_terminate_backend of a backend',
    strike: async (served) => {
      await served.sql(`SELECT pg_terminate_backend(${await someBackend(served)})`);
    },
  },
  { name: 'SIGKILL of a backend', strike: async (served) => signalAll([await someBackend(served)], 'SIGKILL') },
];

async function killServer(served: ServedDatabase, others: readonly number[] = []): Promise<void> {
  signalAll([served.pid, ...others], 'SIGKILL');
  await served.ended();
  await served.start();
}

/** A backend that serves the API, most likely in the midst of a write. */
async function someBackend(served: ServedDatabase): Promise<number> {
  const rows = await served.sql<{ pid: number }>(`SELECT pid FROM pg_stat_activity
    WHERE application_name = 'pricetrail' ORDER BY state = 'active' DESC, xact_start`);
  const pid = rows[randomInt(Math.max(1, Math.ceil(rows.length / 2)))]?.pid;
  if (pid === undefined) throw new Error('no backend serves the API');
  return pid;
}
