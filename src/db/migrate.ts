import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { AppError } from '../errors.ts';
import { ask } from './ask.ts';
import { checkDatabase } from './check-database.ts';
import { cut, takeLeave } from './cut.ts';
import { endWithClient, greet, isPooled, refusePooler } from './greet.ts';
import { untilLocked, waitForOtherMigrations } from './migration-locks.ts';
import { limitLocks, readMigrations } from './read-migrations.ts';
import { refusedConnection } from './refused-connection.ts';
import { toAppError } from './sqlstate.ts';

const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
const table = 'pricetrail_migration';

/** A migration of many rows takes its time. The zone is UTC, since run_on, which orders them, is a time without one. */
const settings = 'SET client_min_messages = warning; SET statement_timeout = 0';

/** What is asked before a migration, and beside it, is answered at once, in ms: or else the server is silent. */
const answerMs = 30_000;

/** What BEGIN says within a transaction, and COMMIT without one. */
const inTransactionAlready = new Set(['25001', '25P01']);

const noLimit =
  "Behind a connection pooler statements run for as long as the role lets them, and it sets no limit: ALTER ROLE … SET statement_timeout = '10s' (docs/scaling.md).";

/** The signal ends waiting for locks and for other migrations. What is being run, or not answered, so many ms later is cut. */
type Stop = { signal: AbortSignal; graceMs: number };

export type MigrateOptions = {
  url: string;
  direction: 'up' | 'down';
  /** How many; all up, one down by default. */
  count?: number;
  /** Told in a line what was done, and what the migrations themselves have to say. */
  log?: (line: string) => void;
  /** How long it is tried to get locks that others have. @default a minute */
  patienceMs?: number;
  stop?: Stop | undefined;
  /** Where the migrations are. @default those of Pricetrail */
  dir?: string;
};

/**
 * Brings the schema up to date, or back. Several instances may start at once: one migrates while the others wait. All
 * that is quick is done in one transaction.
 * @returns the names of the migrations that were run.
 * @throws AppError `misconfigured` where a migration refuses the database as it is, `conflict` where it did not get its
 * locks, `unavailable`; the reason of the signal
 */
export async function migrate({
  url,
  patienceMs = 60_000,
  stop,
  log = () => {},
  ...wanted
}: MigrateOptions): Promise<string[]> {
  const signal = stop?.signal;
  const work = async (client: pg.Client) => {
    if (isPooled(client)) return await checkThroughPooler(client, { direction: wanted.direction, log });
    client.on('notice', ({ code, message }) => inTransactionAlready.has(String(code)) || log(String(message)));
    await waitForOtherMigrations(client, { signal, log });
    const before = await appliedNames(client);
    if (before.length === 0) await checkDatabase(client);
    const patience = { patienceMs, signal };
    await untilLocked(client, patience, async () => await runMigrations(client, wanted));
    const after = await appliedNames(client);
    if (wanted.direction === 'down') return before.filter((name) => !after.includes(name)).reverse();
    if (await untilLocked(client, patience, async () => await renumberFeed(client))) log(newEpoch);
    return after.filter((name) => !before.includes(name));
  };
  return await withClient(url, work, stop);
}

const newEpoch = 'Restored from a dump: the feed begins a new epoch.';

type Wanted = Pick<MigrateOptions, 'direction' | 'count' | 'dir'>;

async function runMigrations(client: pg.Client, { direction, count, dir = folder }: Wanted): Promise<void> {
  await client.query(limitLocks);
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED'); // or the runner's own table would be there before its BEGIN
  await runner({
    dbClient: client,
    ...{ dir, migrationsTable: table, direction, noLock: true, singleTransaction: true },
    ...(count === undefined ? {} : { count }),
    migrationLoaderStrategies: [{ extensions: ['.sql'], loader: readMigrations }],
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  await client.query('COMMIT'); // the runner's has been, unless there was nothing to do
}

/** In the order in which they are run. */
async function appliedNames(client: pg.Client): Promise<string[]> {
  return (await readApplied(client)).map(({ name }) => name).sort();
}

export type MigrationState = { name: string; appliedAt: Date | undefined };
export type AppliedMigration = { name: string; appliedAt: Date };

/** Every migration there is, in order, and when it was run. */
export async function migrationStatus(url: string): Promise<MigrationState[]> {
  return await withClient(url, readStatus);
}

/** Those that were run and that this version does not have, in order: a later one has been at the database. */
export async function laterMigrations(url: string): Promise<AppliedMigration[]> {
  return await withClient(url, async (client) => {
    const known = new Set(await knownNames());
    const later = (await readApplied(client)).filter(({ name }) => !known.has(name));
    return later.sort((one, other) => (one.name < other.name ? -1 : 1));
  });
}

async function readStatus(client: pg.Client): Promise<MigrationState[]> {
  const at = new Map<string, Date>((await readApplied(client)).map((row) => [row.name, row.appliedAt]));
  return (await knownNames()).map((name) => ({ name, appliedAt: at.get(name) }));
}

async function knownNames(): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
  return files.map((file) => file.replace(/\.sql$/, '')).sort();
}

async function readApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const isPresent = `SELECT to_regclass('${table}') IS NOT NULL AS ok`;
  if (!(await ask<{ ok: boolean }>(client, isPresent)).rows[0]?.ok) return [];
  return (await ask<AppliedMigration>(client, `SELECT name, run_on AT TIME ZONE 'UTC' AS "appliedAt" FROM ${table}`))
    .rows;
}

type Check = Required<Pick<MigrateOptions, 'direction' | 'log'>>;

/** The lock of migrations belongs to a server: behind a pooler it would stay with one that others are given. */
async function checkThroughPooler(client: pg.Client, { direction, log }: Check): Promise<never[]> {
  const missing = (await readStatus(client)).filter(({ appliedAt }) => appliedAt === undefined);
  if (direction === 'down' || missing.length > 0) refusePooler(client);
  const { rows } = await client.query("SELECT current_setting('statement_timeout') AS limit");
  if (rows[0].limit === '0') log(noLimit);
  return [];
}

/** After a dump was restored (src/changes/SPEC.md, 17). */
async function renumberFeed(client: pg.Client): Promise<boolean> {
  const present = await client.query("SELECT to_regproc('listing_feed_renumber') IS NOT NULL AS ok");
  return present.rows[0].ok && (await client.query('SELECT listing_feed_renumber() AS done')).rows[0].done;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>, stop?: Stop): Promise<T> {
  stop?.signal.throwIfAborted();
  const client = clientFor(url);
  client.on('error', () => {}); // the statement under way fails as well
  const endGrace = cutOnceStopped(client, stop);
  try {
    await client.connect();
    await greet(client, { statementMs: 0, idleInTransactionMs: 0, answerMs });
    await endWithClient(client);
    if (!isPooled(client)) await ask(client, settings);
    return await work(client);
  } catch (error) {
    stop?.signal.throwIfAborted();
    throw asRefusal(error) ?? refusedConnection(error) ?? toAppError(error);
  } finally {
    endGrace();
    await takeLeave(client);
  }
}

/** @returns what ends that */
function cutOnceStopped(client: pg.Client, stop: Stop | undefined): () => void {
  let timer: NodeJS.Timeout | undefined;
  const begin = () => (timer = setTimeout(cut, stop?.graceMs, client));
  stop?.signal.addEventListener('abort', begin);
  return () => {
    stop?.signal.removeEventListener('abort', begin);
    clearTimeout(timer);
  };
}

/** It reads the files that the URL names. @throws AppError `misconfigured` where one of them cannot be read */
function clientFor(url: string): pg.Client {
  try {
    return new pg.Client({
      connectionString: url,
      application_name: 'pricetrail migrate',
      connectionTimeoutMillis: 10_000,
    });
  } catch (error) {
    throw new AppError('misconfigured', `DATABASE_URL cannot be used: ${(error as Error).message}.`, { cause: error });
  }
}

/** What a migration says with RAISE EXCEPTION is meant for the operator. */
function asRefusal(error: unknown): AppError | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code !== 'P0001') return undefined;
  return new AppError('misconfigured', `${error.message}. ${error.hint ?? ''}`.trim(), { cause: error });
}
