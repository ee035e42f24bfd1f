import { api } from '../api/client.ts';
import { writeUnder } from '../api/write.ts';
import { ownWrites } from './own-writes.ts';
import type { Done } from './send-once.ts';
import { useSendOnce } from './use-send-once.ts';
import { useSettle } from './use-settle.ts';

/** What the price of a listing of a tag was from an instant on (RFC 3339). A price of null says that none was asked from then on. */
export type PriceStatement = {
  id: string;
  etag: string;
  at: string;
  price_eur: number | null;
  reason?: string | undefined;
};

/** @returns what is open, and what sends a statement, and answers with the tag that the listing has by it */
export function useSendStatement<Statement extends PriceStatement = PriceStatement>() {
  const { written } = useSettle();
  const { sent, once } = useSendOnce<Statement, string>(send);
  const state = async (statement: Statement) => {
    const done = await ownWrites.during(statement.id, () => once(statement), writtenBy);
    written(statement.id);
    return done;
  };
  return { sent, state };
}

function writtenBy({ input, made }: Done<PriceStatement, string>) {
  return { from: input.etag, to: made };
}

async function send({ id, etag, at, price_eur, reason }: PriceStatement, key: string): Promise<string> {
  const said = reason === undefined ? {} : { reason };
  const { response } = await writeUnder(key, async (quoted) => {
    const params = { path: { id, effective_at: at }, header: { 'if-match': etag, 'idempotency-key': quoted } };
    return price_eur === null
      ? await api.DELETE('/listings/{id}/prices/{effective_at}', { params: { ...params, query: said } })
      : await api.PUT('/listings/{id}/prices/{effective_at}', { params, body: { price_eur, ...said } });
  });
  return response.headers.get('etag') ?? '';
}
