import { useSyncExternalStore } from 'react';
import { ownWrites } from './own-writes.ts';

/** Whether what is shown of a listing is of before what this page made of it: then what is based on it would be refused. */
export function useIsBehind(id: string, etag: string): boolean {
  return useSyncExternalStore(ownWrites.subscribe, () => ownWrites.isBehind(id, etag));
}
