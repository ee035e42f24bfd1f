type Answer = { status: number; headers: Record<string, string>; body?: unknown };

/** What is used of a reply. */
type Reply = {
  code(status: number): unknown;
  headers(fields: Record<string, string>): unknown;
  send(body: unknown): unknown;
};

/**
 * Sends an answer as it was given: made now, or read back from where the first one is kept. The types of a route cannot
 * follow it there: that status and body are of its schema is the promise of the use case that made them, and what is of
 * another schema is cut by its serializer. Text of a media type other than JSON goes out as it is.
 */
export function sendAnswer<R extends Reply>(reply: R, { status, headers, body = null }: Answer): R {
  reply.code(status);
  reply.headers(headers);
  reply.send(body);
  return reply;
}
