import { useState } from 'react';
import { api } from '../api/client.ts';
import type { ListingPatch } from '../api/types.ts';
import { type VersionedListing, versioned } from '../api/versioned-listing.ts';
import { writer } from '../api/write.ts';
import { useSettle } from './use-settle.ts';

export type ListingChange = { before: VersionedListing; patch: ListingPatch };

/**
 * Changes a listing, if it still is what was read. It may be called when what called for it is not shown any more.
 * @returns the listing after it @throws ApiProblem 412 where somebody changed it meanwhile, 404 where it is gone
 */
export function usePatch(id: string) {
  const { written } = useSettle();
  const [write] = useState(() => writer());
  return async ({ before: { etag }, patch }: ListingChange): Promise<VersionedListing> => {
    const answer = await write([id, patch, etag], (key) =>
      api.PATCH('/listings/{id}', {
        params: { path: { id }, header: { 'if-match': etag, 'idempotency-key': key } },
        headers: { 'content-type': 'application/merge-patch+json' },
        body: patch,
      }),
    );
    const after = versioned(answer);
    written(id, after);
    return after;
  };
}
