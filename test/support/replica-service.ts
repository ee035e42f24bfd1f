import assert from 'node:assert/strict';
import { Database, type DatabaseOptions } from '../../src/db/database.ts';
import type { ReplicaOptions } from '../../src/db/replica.ts';
import { logReplica } from '../../src/http/replica.ts';
import { buildServer, type ServerOptions } from '../../src/http/server.ts';
import { someListing } from './listings.ts';
import type { ReplicatedServer } from './replicated-server.ts';
import { type Answer, callAt, type TestApi } from './test-api.ts';
import { until } from './until.ts';

export type ReplicaService = {
  call: TestApi['call'];
  base: string;
  /** What the log says, each line as its level and its message. */
  lines: string[];
  /** The reasons in it. */
  whys: string[];
  db: Database;
};

export type ServiceOptions = Partial<DatabaseOptions> &
  Partial<Pick<ReplicaOptions, 'lagMs' | 'answerTimeoutMs'>> &
  Pick<ServerOptions, 'cacheControl'>;

export const used = 'info reads go to the replica of DATABASE_READ_URL';
export const givenUp = 'warn the replica of DATABASE_READ_URL is given up: the primary answers until it is back';
export const tooFarBehind =
  'warn the replica of DATABASE_READ_URL is too far behind: the primary answers until it has caught up';

/** The service on a primary and its replica. */
export async function withReplica(
  { primary, replica }: ReplicatedServer,
  options: ServiceOptions,
  work: (service: ReplicaService) => Promise<void>,
): Promise<void> {
  const { lagMs = 600_000, answerTimeoutMs = 10_000, cacheControl = 'no-cache', ...connections } = options;
  const db = new Database({
    url: primary.url,
    replica: { url: replica.url, lagMs, answerTimeoutMs },
    patienceMs: 10_000,
    ...connections,
  });
  const { app } = await buildServer({ db, version: '0.0.0-test', cacheControl });
  const [lines, whys]: [string[], string[]] = [[], []];
  const record = (level: string) => (facts: { why?: string } | string, message?: string) => {
    lines.push(`${level} ${message ?? facts}`);
    if (typeof facts === 'object' && facts.why !== undefined) whys.push(facts.why);
  };
  Object.assign(app.log, { warn: record('warn'), info: record('info') });
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  lines.length = 0; // what it says of listening
  if (db.replica) logReplica(app, db.replica);
  try {
    await work({ call: callAt(base), base, lines, whys, db });
  } finally {
    await app.close();
    await db.close();
  }
}

/** Waits until the log has said this so many times. */
export async function untilSaid(lines: readonly string[], line: string, times = 1, seconds = 60): Promise<void> {
  const said = async () => lines.filter((each) => each === line).length >= times;
  await until(`${times} × ${line}, in ${JSON.stringify(lines)}`, said, seconds);
}

export function tokenOf({ headers }: Answer): string {
  return headers.get('consistency-token') ?? '';
}

export type Call = ReplicaService['call'];

/** A service that uses the replica. */
export async function withUsed(
  server: ReplicatedServer,
  work: (service: ReplicaService) => Promise<void>,
  options = {},
): Promise<void> {
  await withReplica(server, options, async (service) => {
    await untilSaid(service.lines, used);
    await work(service);
  });
}

/** While the replica replays nothing. */
export async function whilePaused<T>({ replica }: ReplicatedServer, work: () => Promise<T>): Promise<T> {
  await replica.sql('SELECT pg_wal_replay_pause()');
  await until(
    'paused',
    async () => (await replica.sql("SELECT FROM pg_get_wal_replay_pause_state() AS s WHERE s = 'paused'")).length > 0,
  );
  try {
    return await work();
  } finally {
    await replica.sql('SELECT pg_wal_replay_resume()');
  }
}

export async function create(call: Call, name: string): Promise<{ path: string; id: number; token: string }> {
  const created = await call('POST', '/listings', someListing({ name }));
  assert.equal(created.status, 201);
  return { path: `/listings/${created.body.id}`, id: created.body.id, token: tokenOf(created) };
}

export const bringing = (token: string) => ({ 'consistency-token': token });

export async function untilReplayed(call: Call, path: string, price: number): Promise<void> {
  await until('replayed', async () => (await call('GET', path)).body?.latest_price_eur === price);
}
