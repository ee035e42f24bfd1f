import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BreakableRoute, openBreakableRoute } from '../support/breakable-route.ts';
import { freePort } from '../support/free-port.ts';
import { type ReplicatedServer, startReplicatedServer } from '../support/replicated-server.ts';
import { type Ended, runCli } from '../support/run-cli.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { type KeptEnd, KeptProcess } from './kept-process.ts';
import { SettableClock } from './settable-clock.ts';
import { Watcher } from './watcher.ts';

const lakeMegabytes = 256;

/** The service as it is run: a primary and a replica, a process that answers and one that works beside, a disk for the lake. */
export type Installation = {
  base: string;
  /** Of an admin. */
  key: string;
  databases: ReplicatedServer;
  /** What stands between the service and each database. */
  routes: readonly BreakableRoute[];
  /** Undefined where clocks cannot be set here. */
  clock: SettableClock | undefined;
  /** That of the lake; undefined where none can be mounted here. */
  disk: SmallDisk | undefined;
  processes: Readonly<Record<Role, KeptProcess>>;
  watchers: Readonly<Record<Role, Watcher>>;
  /** Runs a command of the executable on what is there, with the true time. */
  command(...args: string[]): Promise<Ended>;
  /** Ends the service. @returns how, and what its processes told */
  stopService(): Promise<KeptEnd[]>;
  remove(): Promise<void>;
};

type Role = 'api' | 'worker';

export async function startInstallation(): Promise<Installation> {
  const clock = await SettableClock.open();
  const databases = await startReplicatedServer(clock && ((binaries) => clock.wrap(binaries)));
  const disk = await mountSmallDisk(lakeMegabytes);
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-soak-'));
  const routes = [
    await openBreakableRoute(databases.primary.url),
    await openBreakableRoute(databases.replica.url),
  ] as const;
  const [primary, replica] = routes;
  const settings = {
    ...{ DATABASE_URL: databases.primary.url, DATA_DIR: join(folder, 'data') },
    ...{ LAKE_URL: disk?.path ?? join(folder, 'lake') },
    ...{ SECRETS_KEY: randomBytes(32).toString('base64'), WEBHOOK_ALLOW_PRIVATE: '1' },
  };
  const served = {
    ...{ ...settings, ...clock?.environment, LOG_FORMAT: 'json' },
    ...{ DATABASE_URL: primary.url, DATABASE_READ_URL: replica.url, DATABASE_READ_LAG: '3' },
  };
  const command = async (...args: string[]) => await runCli(args, settings);
  const key = await createKey(command);
  const [api, worker] = [await startKept('api', served), await startKept('worker', served)];
  return {
    ...{ base: api.base, key, databases, routes, clock, disk, command },
    processes: { api: api.kept, worker: worker.kept },
    watchers: { api: api.watcher, worker: worker.watcher },
    stopService: async () => {
      await Promise.all([api.watcher.stop(), worker.watcher.stop()]);
      return await Promise.all([api.kept.stop(), worker.kept.stop()]);
    },
    remove: async () => {
      for (const route of routes) await route.close();
      await databases.stop();
      await disk?.remove();
      await clock?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createKey(command: Installation['command']): Promise<string> {
  const { stdout, stderr } = await command('keys', 'create', '--role', 'admin', '--name', 'soak');
  const key = /pt_[\w-]+/.exec(stdout)?.[0];
  if (key === undefined) throw new Error(stdout + stderr);
  return key;
}

async function startKept(role: Role, settings: Record<string, string>) {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const kept = await KeptProcess.start({
    name: role,
    args: ['serve', '--role', role],
    settings: { ...settings, PORT: String(port), METRICS_PORT: String(metricsPort) },
  });
  return { kept, base: `http://127.0.0.1:${port}`, watcher: new Watcher(`http://127.0.0.1:${metricsPort}/metrics`) };
}
