import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Gate, type GateOptions } from '../../src/access/gate.ts';
import { KeyRing } from '../../src/access/key-ring.ts';
import { buildServer, type Server, type ServerOptions } from '../../src/http/server.ts';
import { Market } from '../../src/market/market.ts';
import { TestLake } from './lake/test-lake.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export type TestApi = TestDatabase & {
  base: string;
  server: Server;
  lake: TestLake | undefined;
  /** A request with a JSON body, if any; text and bytes are sent as they are. The answer's body is parsed if it is JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Stops the server and drops the database. Fails where a request got past validation that should not have. */
  stop(): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of a body is what it asserts
export type Answer = { status: number; headers: Headers; body: any; text: string };

export type TestApiOptions = Partial<ServerOptions> & {
  /** Whether it has figures, of a lake that the test makes and follows with. */
  withLake?: boolean;
  /** Who may do what, by the keys of its database, which it asks each time. @default everybody may do everything */
  guard?: Omit<GateOptions, 'keys'>;
};

/** The API on a loopback port, with a database of its own. */
export async function startTestApi({ withLake, guard, ...options }: TestApiOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const lake = withLake ? await TestLake.open(database) : undefined;
  const { db } = database;
  const market =
    lake &&
    new Market({
      db,
      open: async () => lake.making,
      concurrency: 2,
      limitMs: 30_000,
      scratch: join(lake.folder, 'spill'),
    });
  const keys = new KeyRing({ reads: db.reads, writes: db.writes, rememberedMs: 0 });
  const access = guard && new Gate({ keys, ...guard });
  const server = await buildServer({ db, version: '0.0.0-test', market, access, ...options });
  const base = await server.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...database,
    ...{ base, server, lake },
    call: callAt(base),
    stop: async () => {
      await server.app.close();
      await lake?.close();
      await database.drop();
      assert.equal(server.counters.inputBugs, 0, 'input that the database refuses passed validation');
    },
  };
}

/** Requests to the API at an address. */
export function callAt(base: string): TestApi['call'] {
  return async (method, path, body, headers = {}) => {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${base}${path}`, {
      ...{ method, headers: { ...content, ...headers } },
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text };
  };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}
