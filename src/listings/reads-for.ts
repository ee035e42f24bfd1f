import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '../db/database.ts';
import type { Queryable } from '../db/queryable.ts';
import { readToken } from '../wire/consistency-token.ts';

/** What of a request says where its reads may be made. */
type ReadRequest = { headers: IncomingHttpHeaders; query: Readonly<Record<string, unknown>> };

/**
 * Where the quick reads of a request are made: at a replica, if there is one that has what the request has to see. What is
 * final comes from the primary: a replica that is late would have it cached as it never was (H10).
 * @throws AppError `invalid` for a Consistency-Token that is none.
 */
export function readsFor(db: Database, { headers, query }: ReadRequest): Queryable {
  const position = readToken(headers);
  return query.known_at === undefined ? db.readsAfter(position) : db.reads;
}

/** The same for its searches, which end with it. */
export function searchesFor(
  db: Database,
  { headers, query, signal }: ReadRequest & { signal: AbortSignal },
): Queryable {
  const position = readToken(headers);
  return query.known_at === undefined ? db.searchesAfter(position, signal) : db.searches(signal);
}
