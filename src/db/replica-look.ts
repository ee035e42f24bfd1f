import type { Seen } from './replica-state.ts';
import type { Standing } from './wal-position.ts';

/** Of several replicas behind one address the one that is furthest behind counts. @throws where one is none of the primary. */
export function seenOf(replicas: readonly Standing[], primary: Standing | undefined): Seen {
  const replayed = Math.min(...replicas.map(({ position }) => position ?? -1));
  const furthest = Math.max(...replicas.map(({ position }) => position ?? -1));
  if (replayed < 0) throw new Error('it does not say how far it has replayed');
  if (primary && replicas.some(({ system }) => system !== primary.system)) {
    throw new Error('it is of another database cluster than DATABASE_URL');
  }
  // In the middle of a failover it may be a standby that is no further than others.
  const position = primary?.standby ? undefined : (primary?.position ?? undefined);
  if (position !== undefined && furthest > position)
    throw new Error('it has what DATABASE_URL has not: it follows another server');
  return { replayed, primary: position };
}
