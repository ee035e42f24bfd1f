import type { FastifyInstance } from 'fastify';
import type { InputError } from '../errors.ts';
import { invalid, mostErrors } from '../wire/checker.ts';
import { printable } from '../wire/json-text.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What it answers does not depend on the query. */
    ignoresQuery?: true;
  }
}

/**
 * Refuses a query that is no percent-encoded UTF-8 (RFC 3986, 2.5): the parser would take what it cannot read as it
 * stands, and nothing would be found by it.
 */
export function refuseUnreadableQueries(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const errors = request.routeOptions.config.ignoresQuery ? [] : unreadable(request.url);
    done(errors.length > 0 ? invalid(errors, 'query') : undefined);
  });
}

function unreadable(url: string): InputError[] {
  const begin = url.indexOf('?') + 1;
  if (begin === 0 || !url.includes('%', begin)) return [];
  return url
    .slice(begin)
    .split('&')
    .filter((pair) => !isReadable(pair))
    .slice(0, mostErrors)
    .map((pair) => ({
      parameter: printable(pair.split('=', 1)[0] ?? ''),
      detail: 'must be percent-encoded UTF-8; a percent sign is written %25',
    }));
}

function isReadable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
