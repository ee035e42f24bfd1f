import { useState } from 'react';
import { api } from '../api/client.ts';
import { writer } from '../api/write.ts';
import { useSettle } from './use-settle.ts';

/** What the price was from an instant on (RFC 3339). A price of null says that none was asked from then on. */
export type PriceStatement = { at: string; price_eur: number | null; reason?: string | undefined };

/** @returns sends a statement about a listing of a tag, and answers with the tag that the listing has by it */
export function useSendStatement(id: string) {
  const { written } = useSettle();
  const [write] = useState(() => writer());
  return async ({ at, price_eur, reason }: PriceStatement, etag: string): Promise<string> => {
    const said = reason === undefined ? {} : { reason };
    const paramsOf = (key: string) => ({
      path: { id, effective_at: at },
      header: { 'if-match': etag, 'idempotency-key': key },
    });
    const { response } = await write([at, price_eur, reason, etag], async (key) =>
      price_eur === null
        ? await api.DELETE('/listings/{id}/prices/{effective_at}', { params: { ...paramsOf(key), query: said } })
        : await api.PUT('/listings/{id}/prices/{effective_at}', {
            params: paramsOf(key),
            body: { price_eur, ...said },
          }),
    );
    written(id);
    return response.headers.get('etag') ?? '';
  };
}
