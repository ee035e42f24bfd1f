import type { Operation } from './operations.ts';

/** A request before it is bytes: each part as it goes out, so that it may be anything. */
export type Draft = {
  operation: Operation;
  method: string;
  path: string;
  query: readonly (readonly [string, string])[];
  headers: readonly (readonly [string, string])[];
  body: Buffer | undefined;
};

/** The name by which the answer to a request is known. */
export const idField = 'X-Request-Id';

/** Whole by HTTP, but for what its parts do to it. */
export function bytesOf({ method, path, query, headers, body }: Draft, id: string): Buffer {
  const pairs = query.map(([name, value]) => `${name}=${value}`).join('&');
  const target = query.length === 0 ? path : `${path}?${pairs}`;
  const length: (readonly [string, string])[] = body ? [['Content-Length', String(body.length)]] : [];
  const lines = [['Host', 'localhost'], [idField, id], ...headers, ...length].map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = Buffer.from(`${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
  return body ? Buffer.concat([head, body]) : head;
}

/** For whoever reads of a failure. */
export function shown(bytes: Buffer): string {
  const most = 2_000;
  const text = JSON.stringify(bytes.subarray(0, most).toString('latin1'));
  return bytes.length > most ? `${text} and ${bytes.length - most} bytes more` : text;
}
