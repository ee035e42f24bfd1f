import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { wantsPage } from '../page/wants-page.ts';

/** Lets an address be a page for people and data for programs, such as /changes. To be called before the routes. */
export function tellReadersApart(app: FastifyInstance): void {
  app.addConstraintStrategy({
    name: 'wants',
    storage: oneHandler,
    deriveConstraint: (request: Pick<IncomingMessage, 'headers'>) =>
      namesDocument(request) ? wantsPage.wants : undefined,
    mustMatchWhenDerived: false,
  });
}

/** Whether a browser asks, which was led to the address. */
export function namesDocument({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.accept?.includes('text/html') === true;
}

function oneHandler() {
  const handlers = new Map<unknown, never>();
  return {
    get: (key: unknown) => handlers.get(key) ?? null,
    set: (key: unknown, handler: unknown) => void handlers.set(key, handler as never),
  };
}
