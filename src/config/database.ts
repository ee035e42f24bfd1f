import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { countSetting, parseCount, type Setting, switchSetting } from './setting.ts';

export type DatabaseSettings = {
  /** None: an embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  /** None: the database of `databaseUrl` answers every read. */
  databaseReadUrl: string | undefined;
  /** How far behind the replica may be, in seconds. */
  databaseReadLag: number;
  /** Absolute path of the folder that holds the embedded database. */
  dataDir: string;
  /** Whether an empty embedded database is filled with demo listings. */
  demo: boolean;
  /** How many processes answer requests. */
  workers: number;
  /** How many connections to the database all of them open together, at most. */
  databaseConnections: number;
};

/** A process needs two connections for quick reads, one for searches and one for writes. */
const fewestEach = 4;
/** Where there are several, the one that watches over them now and then needs one too. */
const ofPrimary = (workers: number) => (workers > 1 ? 1 : 0);

/** How many of `connections` each of the workers may open. */
export function connectionsEach({
  workers,
  databaseConnections,
}: Pick<DatabaseSettings, 'workers' | 'databaseConnections'>): number {
  return Math.floor((databaseConnections - ofPrimary(workers)) / workers);
}

export function databaseSettings(setting: Setting): DatabaseSettings {
  const url = (name: string) =>
    setting<string | undefined>(name, undefined, parseUrl, 'a URL such as postgres://user:password@host:5432/database');
  const databaseConnections = countSetting(setting, 'DATABASE_CONNECTIONS', {
    ...{ fallback: 20, from: fewestEach, to: 10_000 },
  });
  const workers = setting(
    'WORKERS',
    1,
    (text) => (text === 'auto' ? workersFor(databaseConnections) : parseCount(text, { from: 1, to: 256 })),
    'a whole number from 1 to 256, or auto',
  );
  return {
    databaseUrl: url('DATABASE_URL'),
    databaseReadUrl: url('DATABASE_READ_URL'),
    databaseReadLag: countSetting(setting, 'DATABASE_READ_LAG', {
      ...{ fallback: 10, from: 3, to: 86_400, of: 'of seconds' },
    }),
    dataDir: setting('DATA_DIR', resolve('.pricetrail'), (text) => resolve(text), 'a folder'),
    demo: switchSetting(setting, 'DEMO', true),
    ...{ workers, databaseConnections },
  };
}

/** What does not go together. */
export function databaseProblems({
  workers,
  databaseConnections,
  databaseUrl,
  databaseReadUrl,
}: DatabaseSettings): string[] {
  const needed = workers * fewestEach + ofPrimary(workers);
  const isTight = connectionsEach({ workers, databaseConnections }) < fewestEach;
  return [
    ...(isTight
      ? [`DATABASE_CONNECTIONS must be ${needed} or more for WORKERS=${workers}; it is ${databaseConnections}`]
      : []),
    ...(databaseReadUrl !== undefined && databaseUrl === undefined
      ? ['DATABASE_READ_URL must be a replica of DATABASE_URL, which is not set: the embedded database has none']
      : []),
  ];
}

function parseUrl(text: string): string | undefined {
  return /^postgres(ql)?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : undefined;
}

/** One for each processor, as far as the connections go. */
function workersFor(databaseConnections: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor((databaseConnections - 1) / fewestEach)));
}
