import { api } from '../api/client.ts';
import { type VersionedListing, versioned } from '../api/versioned-listing.ts';
import { writeUnder } from '../api/write.ts';
import type { ListingChange } from './listing-change.ts';
import { ownWrites } from './own-writes.ts';
import type { Done } from './send-once.ts';
import { type OpenWrites, useSendOnce } from './use-send-once.ts';
import { useSettle } from './use-settle.ts';

/** What was open before; who is told what is open, and what was made, also where nothing of it is shown any more. */
export type PatchLine = Partial<OpenWrites<ListingChange>> & {
  made?: (done: Done<ListingChange, VersionedListing>) => void;
};

/**
 * Changes a listing, if it still is what was read. It may be called when what called for it is not shown any more.
 * @returns the listing after it, and what was changed, which may be what was sent before
 * @throws ApiProblem 412 where somebody changed it meanwhile, 404 where it is gone
 */
export function usePatch(id: string, { made, ...open }: PatchLine = {}) {
  const { written } = useSettle();
  const { once } = useSendOnce(send, open);
  return async (change: ListingChange): Promise<Done<ListingChange, VersionedListing>> => {
    const done = await ownWrites.during(id, () => once(change), writtenBy);
    open.noted?.(undefined);
    made?.(done);
    written(id, done.made);
    return done;
  };
}

function writtenBy({ input, made }: Done<ListingChange, VersionedListing>) {
  return { from: input.before.etag, to: made.etag };
}

async function send({ before: { listing, etag }, patch }: ListingChange, key: string): Promise<VersionedListing> {
  const answer = await writeUnder(key, (quoted) =>
    api.PATCH('/listings/{id}', {
      params: { path: { id: String(listing.id) }, header: { 'if-match': etag, 'idempotency-key': quoted } },
      headers: { 'content-type': 'application/merge-patch+json' },
      body: patch,
    }),
  );
  return versioned(answer);
}
