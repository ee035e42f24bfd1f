import { useEffect } from 'react';
import type { VersionedListing } from '../api/versioned-listing.ts';
import type { useSaving } from './use-saving.ts';

type OpenSaving = Pick<ReturnType<typeof useSaving>, 'saving' | 'change'> & {
  /** Whether the listing was changed since the form was begun. */
  isBehind: boolean;
  read: VersionedListing;
  /** What follows once it is answered. */
  settled: (made: VersionedListing) => void;
  failed: (error: Error) => void;
};

/** What is open may be what changed the listing: sent again it is answered, or refused since somebody else did. */
export function useOpenSaving({ isBehind, read, saving, change, settled, failed }: OpenSaving): void {
  const lookForOwn = () => {
    const last = saving?.inputs.at(-1);
    if (isBehind && last && !change.isPending)
      change.mutate(last, { onSuccess: ({ made }) => settled(made), onError: failed });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once of each version
  useEffect(lookForOwn, [read.etag]);
}
