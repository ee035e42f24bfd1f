import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processTree, signalAll } from '../support/processes.ts';
import { fillDisk } from '../support/small-disk.ts';
import { until } from '../support/until.ts';
import type { Installation } from './installation.ts';

export type SoakFault = {
  name: string;
  /** What is away while it lasts: what needs that may be answered 503. */
  takes?: 'database' | 'lake';
  /** Why it cannot be done here, if it cannot. */
  missing?(installation: Installation): string | undefined;
  /** Lets it strike; resolved when it is over. */
  strike(installation: Installation): Promise<void>;
};

/** How long what can be felt without an end lasts, in ms. */
const lastingMs = 20_000;
const hour = 3_600;

/** In the order they strike. */
export const soakFaults: readonly SoakFault[] = [
  {
    name: 'the database is restarted',
    takes: 'database',
    strike: async ({ databases: { primary } }) => {
      signalAll([await primary.postmaster()], 'SIGINT'); // a fast shutdown
      await primary.start();
    },
  },
  {
    name: 'all processes of the database are killed',
    takes: 'database',
    strike: async ({ databases: { primary } }) => {
      signalAll(await processTree(await primary.postmaster()), 'SIGKILL');
      await primary.start();
    },
  },
  {
    name: 'every connection to the databases is cut',
    takes: 'database',
    strike: async ({ routes }) => {
      for (const route of routes) route.cut();
      for (const route of routes) route.mend();
    },
  },
  {
    name: 'every session of the service is ended by the database',
    takes: 'database',
    strike: async ({ databases: { primary } }) => {
      await primary.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`);
    },
  },
  {
    name: `the replica replays nothing for ${lastingMs / 1_000} s`,
    strike: async ({ databases: { replica } }) => {
      await replica.sql('SELECT pg_wal_replay_pause()');
      await sleep(lastingMs);
      await replica.sql('SELECT pg_wal_replay_resume()');
    },
  },
  {
    name: 'the replica is killed, and comes back',
    strike: async ({ databases: { replica } }) => {
      signalAll(await processTree(await replica.postmaster()), 'SIGKILL');
      await sleep(5_000);
      await replica.start();
    },
  },
  {
    name: `the disk of the lake is full for ${lastingMs / 1_000} s`,
    takes: 'lake',
    missing: ({ disk }) => (disk ? undefined : 'this account may not mount a disk of its own'),
    strike: async ({ disk }) => {
      const ballast = join(disk?.path ?? '', 'ballast');
      try {
        await fillDisk(ballast);
        await sleep(lastingMs);
      } finally {
        await rm(ballast, { force: true });
      }
    },
  },
  {
    name: 'the worker is killed, three times',
    strike: async ({ processes: { worker } }) => {
      for (let time = 1; time <= 3; time += 1) {
        const before = worker.deaths;
        worker.kill();
        await until('it has ended', async () => worker.deaths > before);
        await sleep(3_000);
      }
    },
  },
  {
    name: 'the clock is set back an hour, and later to the right time',
    missing: ({ clock }) => (clock ? undefined : 'there is no C compiler to make the clock with'),
    strike: async ({ clock }) => {
      await clock?.setBy(-hour);
      await sleep(lastingMs);
      await clock?.setBy(0);
    },
  },
];
