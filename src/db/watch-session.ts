import type pg from 'pg';
import { AppError } from '../errors.ts';
import { ask } from './ask.ts';
import { cut } from './cut.ts';
import { isPooled } from './greet.ts';
import type { Queryable } from './queryable.ts';

export type SessionWatch = {
  /** Asked whether the server still has the session, over another connection. */
  probes: Queryable;
  /** How often, in ms. */
  everyMs: number;
};

const ownSession =
  'SELECT pid::int AS pid, backend_start::text AS since FROM pg_stat_activity WHERE pid = pg_backend_pid()';
const isThere = {
  name: 'session_is_there',
  text: 'SELECT count(*)::int AS count FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2',
};

/**
 * Cuts a connection whose session the server no longer has: what waits for its answer fails. Behind a route or a proxy that went
 * silent nothing tells its end, and work without a limit on its time would wait for ever. A pooler has sessions of its own, which
 * tell nothing of the connection to it.
 * @returns what ends the watch
 * @throws AppError `unavailable` where the server does not say which session it is
 */
export async function watchSession(client: pg.ClientBase, { probes, everyMs }: SessionWatch): Promise<() => void> {
  if (isPooled(client)) return () => {};
  const { rows } = await ask<{ pid: number; since: string }>(client, ownSession);
  const [own] = rows;
  if (!own) throw new AppError('unavailable', 'The database does not say which session this is: try again.');
  const isThisThere = { ...isThere, values: [own.pid, own.since] };
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      const { rows: found } = await probes.query<{ count: number }>(isThisThere);
      if (found[0]?.count === 0) cut(client);
    } catch {
      // where it cannot be asked nobody knows
    } finally {
      isLooking = false;
    }
  };
  const looks = setInterval(() => void look(), everyMs);
  return () => clearInterval(looks);
}
