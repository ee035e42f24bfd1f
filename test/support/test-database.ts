import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Database } from '../../src/db/database.ts';
import { valueTypes } from '../../src/db/values.ts';

const serverUrl = process.env.TEST_DATABASE_URL;
const template = process.env.TEST_TEMPLATE;

export type TestDatabase = {
  url: string;
  db: Database;
  /** Runs SQL on a connection of its own pool, as any other writer would. */
  sql<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** A new connection; the caller ends it. */
  connect(): Promise<pg.Client>;
  /** Closes and drops the database. Fails where a connection was left open. */
  drop(): Promise<void>;
};

/** A database of its own for a test file: the whole schema without a row, or with `empty` nothing at all. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  assert.ok(serverUrl && template, 'run the tests with npm test: it starts the database server');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}${empty ? '' : ` TEMPLATE ${template}`}`);
  const url = serverUrl.replace(/\/postgres$/, `/${name}`);
  // A machine that is busy with other tests is no database that is slower than demand.
  const db = new Database({ url, patienceMs: 30_000 });
  const pool = new pg.Pool({ connectionString: url, types: valueTypes, options: '-c timezone=UTC', max: 4 });
  return {
    url,
    db,
    sql: async <Row extends object>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    connect: async () => {
      const client = new pg.Client({ connectionString: url, types: valueTypes, options: '-c timezone=UTC' });
      await client.connect();
      return client;
    },
    drop: async () => {
      await Promise.all([db.close(), pool.end()]);
      await assertNoConnections(name);
      await onServer(`DROP DATABASE ${name}`);
    },
  };
}

async function assertNoConnections(name: string): Promise<void> {
  const text = `SELECT application_name, state, query FROM pg_stat_activity WHERE datname = '${name}'
    AND backend_type = 'client backend'`;
  let open = await onServer(text);
  // A server process is there for a moment after its client has gone.
  for (let tries = 0; open.length > 0 && tries < 500; tries += 1) {
    await sleep(20);
    open = await onServer(text);
  }
  assert.deepEqual(open, [], 'connections were left open');
}

async function onServer(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
