import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { VersionedListing } from '../api/versioned-listing.ts';

/** What the page knows after a write: of one listing, and of all lists that it may stand in. */
export function useSettle() {
  const client = useQueryClient();
  return {
    /** @param after the listing as the write answered it, where it did */
    written: (id: string, after?: VersionedListing) => {
      if (after) client.setQueryData(['listing', id], after);
      void client.invalidateQueries({ queryKey: ['listing', id] });
      readListsAgain(client);
    },
    /** To be told once nothing of the listing is shown any more. */
    removed: (id: string) => {
      client.removeQueries({ queryKey: ['listing', id] });
      readListsAgain(client);
    },
  };
}

/** The feed goes on by itself: read again it would begin anew, also where it is paused. */
function readListsAgain(client: QueryClient): void {
  void client.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== 'listing' && first !== 'changes' });
}
