import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import type { ListingInput } from '../api/types.ts';
import { type VersionedListing, versioned } from '../api/versioned-listing.ts';
import { writer } from '../api/write.ts';
import { useSettle } from './use-settle.ts';

export function useCreateListing() {
  const { written } = useSettle();
  const [write] = useState(() => writer());
  return useMutation({
    networkMode: 'always',
    mutationFn: async (input: ListingInput) => {
      const send = (key: string) =>
        api.POST('/listings', { params: { header: { 'idempotency-key': key } }, body: input });
      return versioned(await write(input, send));
    },
    onSuccess: (made: VersionedListing) => written(String(made.listing.id), made),
  });
}
