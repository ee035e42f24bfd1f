import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { writer } from '../api/write.ts';
import { useTell } from '../parts/notice.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { useSettle } from './use-settle.ts';
import { useWriteReason } from './use-write-reason.ts';

/** A price that was stated, and the instant (RFC 3339) that it holds from. */
export type StatedPrice = { effective_at: string; price_eur: number };

/** What the price was from an instant on (RFC 3339). A price of null says that none was asked from then on. */
type PriceStatement = { at: string; price_eur: number | null; reason?: string | undefined };

/** A statement, and what was stated for its instant before; null: nothing. */
export type Correction = PriceStatement & { before: number | null };

/** Stands in the history, whose texts are English, for whoever reads it. */
const reasonOfUndo = 'Undone';

/** States or voids a price of the past, then tells so, with a way to undo it. @param etag of the listing */
export function useStatePrice(id: string, etag: string) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const tell = useTell();
  const reasonOf = useWriteReason();
  const send = useSend(id);
  const { written } = useSettle();
  const whyNot = (error: unknown) =>
    error instanceof ApiProblem && error.status === 412
      ? t`Somebody has changed this listing since then: nothing was undone.`
      : reasonOf(error);
  const undo = async ({ at, before }: Correction, after: string) => {
    try {
      await send({ at, price_eur: before, reason: reasonOfUndo }, after);
      tell({ text: t`Undone: the history says again what it said before.` });
    } catch (error) {
      tell({ text: whyNot(error) });
    }
  };
  const wordsOf = ({ at, price_eur, before }: Correction) => {
    const [day, price] = [numbers.day(at), numbers.euros(price_eur ?? 0)];
    if (price_eur === null) return t`The price since ${day} is void.`;
    return before === null
      ? t`The price since ${day} is stated: ${price}.`
      : t`The price since ${day} is corrected to ${price}.`;
  };
  return useMutation({
    networkMode: 'always',
    mutationFn: (correction: Correction) => send(correction, etag),
    onError: () => written(id), // whoever changed it: it is read again
    onSuccess: (after, correction) => tell({ text: wordsOf(correction), undo: () => void undo(correction, after) }),
  });
}

/** @returns sends a statement, and answers with the tag that the listing has by it */
function useSend(id: string) {
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
