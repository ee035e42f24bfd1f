import { Database } from '../../src/db/database.ts';
import { buildServer } from '../../src/http/server.ts';
import { callAt, type TestApi } from './test-api.ts';
import { until } from './until.ts';
import type { WireProxy } from './wire-proxy.ts';

/**
 * Runs the work with a server of its own, new connections and all, that reaches the database of `api` through the proxy;
 * afterwards none of its statements is still under way.
 */
export async function withProxiedServer<T>(
  { api, proxy }: { api: TestApi; proxy: WireProxy },
  work: (call: TestApi['call']) => Promise<T>,
): Promise<T> {
  const url = `${proxy.url}?application_name=proxied`;
  const db = new Database({ url, writeConnections: 1, readConnections: 1 });
  const { app } = await buildServer({ db, version: '0.0.0-test', logLevel: 'silent' });
  try {
    return await work(callAt(await app.listen({ host: '127.0.0.1', port: 0 })));
  } finally {
    await app.close();
    await db.close();
    const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'proxied'`;
    await until('its connections have ended', async () => (await api.sql(text)).length === 0);
  }
}
