import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ListingInput } from '../api/types.ts';

/** What creations are found by, also once the form that sent them is left. */
export const creationKey = ['creation'];

type Ends = { created: (address: string) => void; failed: (error: Error) => void };

/**
 * A creation that is under way when one comes back to its form: it ends as it would have without having been left.
 * @param isSent whether what stands in the form was sent @returns whether it is under way, and why it failed
 */
export function useEarlierCreation(isSent: boolean, { created, failed }: Ends) {
  const cache = useQueryClient().getMutationCache();
  const [earlier] = useState(() =>
    isSent ? cache.find<string, Error, ListingInput>({ mutationKey: creationKey, status: 'pending' }) : undefined,
  );
  const state = useSyncExternalStore(
    (watch) => cache.subscribe(watch),
    () => earlier?.state,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: it ends once
  useEffect(() => {
    if (state?.status === 'success') created(state.data ?? '/');
    if (state?.error) failed(state.error);
  }, [state?.status]);
  return { isUnderWay: state?.status === 'pending', error: state?.error ?? null };
}
