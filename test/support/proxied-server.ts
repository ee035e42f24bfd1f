import { Database } from '../../src/db/database.ts';
import { buildServer } from '../../src/http/server.ts';
import { callAt, type TestApi } from './test-api.ts';
import { until } from './until.ts';
import type { WireProxy } from './wire-proxy.ts';

/** A server that reaches the database of `api` through the proxy. */
export type ProxiedServer = {
  /** Runs the work on new connections; afterwards none of its statements is still under way. */
  onNewConnections<T>(work: (call: TestApi['call']) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** One server for all work: it keeps nothing of its database, and to build one takes longer than most work. */
export async function startProxiedServer(api: TestApi, proxy: WireProxy): Promise<ProxiedServer> {
  const url = `${proxy.url}?application_name=proxied`;
  const open = () => new Database({ url, writeConnections: 1, readConnections: 1 });
  const idle = open();
  let db = idle;
  const { app } = await buildServer({ db: whichever(() => db), version: '0.0.0-test' });
  const call = callAt(await app.listen({ host: '127.0.0.1', port: 0 }));
  const ofProxied = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'proxied'`;
  return {
    onNewConnections: async (work) => {
      db = open();
      try {
        return await work(call);
      } finally {
        await db.close();
        db = idle;
        await until('its connections have ended', async () => (await api.sql(ofProxied)).length === 0);
      }
    },
    close: async () => {
      await app.close();
      await idle.close();
    },
  };
}

/** Stands for the database that there is at the moment it is asked: each member is that one's. */
function whichever(current: () => Database): Database {
  const get = (_target: object, name: string) => {
    const member: unknown = Reflect.get(current(), name);
    return typeof member === 'function' ? member.bind(current()) : member;
  };
  return new Proxy({}, { get }) as Database;
}
