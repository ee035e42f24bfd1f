import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { api, read } from '../api/client.ts';
import type { Change } from '../api/types.ts';

const mostAtOnce = 100;
const againMs = 10_000;

/** What the listings of some changes are called: as the latest of them says, else as the service does. @param gone those that have no name any more */
export function useListingNames(changes: readonly Change[], gone: ReadonlySet<number>): ReadonlyMap<number, string> {
  const [asked, setAsked] = useState<ReadonlyMap<number, string | undefined>>(new Map());
  const told = useMemo(() => namesIn(changes, gone), [changes, gone]);
  const ids = new Set(changes.map(({ listing_id }) => listing_id));
  const missing = [...ids].filter((id) => !told.has(id) && !asked.has(id)).slice(0, mostAtOnce);
  const data = useAnswer(missing);
  useEffect(() => {
    if (data) setAsked((before) => new Map([...before, ...data]));
  }, [data]);
  return useMemo(() => merged(asked, told), [asked, told]);
}

/** What is asked is answered before the next is asked: changes may come faster than answers. */
function useAnswer(missing: readonly number[]): ReadonlyMap<number, string | undefined> | undefined {
  const [asking, setAsking] = useState<readonly number[]>([]);
  const { data } = useQuery({
    queryKey: ['listing-names', asking.join()],
    queryFn: async ({ signal }) => await askNames([...asking], signal),
    enabled: asking.length > 0,
    refetchInterval: ({ state }) => state.status === 'error' && againMs,
  });
  const next = asking.length === 0 || data ? missing.join() : asking.join();
  useEffect(() => setAsking(next === '' ? [] : next.split(',').map(Number)), [next]);
  return data;
}

/** @param changes the latest first */
function namesIn(changes: readonly Change[], gone: ReadonlySet<number>): Map<number, string | undefined> {
  const names = new Map<number, string | undefined>([...gone].map((id) => [id, undefined]));
  for (const { listing_id, kind, changed } of changes) {
    const name = changed.name?.to;
    if (names.has(listing_id)) continue;
    if (kind === 'deleted') names.set(listing_id, undefined);
    else if (typeof name === 'string') names.set(listing_id, name);
  }
  return names;
}

/** Those that are gone have none. */
async function askNames(ids: number[], signal: AbortSignal): Promise<Map<number, string | undefined>> {
  const query = { ids, limit: mostAtOnce };
  const listings = await read(api.GET('/listings', { params: { query }, signal }));
  const names = new Map<number, string | undefined>(ids.map((id) => [id, undefined]));
  for (const { id, name } of listings) names.set(id, name);
  return names;
}

function merged(...all: ReadonlyMap<number, string | undefined>[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const [id, name] of all.flatMap((each) => [...each])) {
    if (name === undefined) names.delete(id);
    else names.set(id, name);
  }
  return names;
}
