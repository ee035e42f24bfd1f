import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { wantsPage } from '../page/wants-page.ts';

/** Lets an address be a page for people and data for programs, such as /changes. To be called before the routes. */
export function tellReadersApart(app: FastifyInstance): void {
  app.addConstraintStrategy({
    name: 'wants',
    storage: oneHandler,
    deriveConstraint: ({ headers }: Pick<IncomingMessage, 'headers'>) =>
      headers.accept?.includes('text/html') ? wantsPage.wants : undefined,
    mustMatchWhenDerived: false,
  });
}

function oneHandler() {
  const handlers = new Map<unknown, never>();
  return {
    get: (key: unknown) => handlers.get(key) ?? null,
    set: (key: unknown, handler: unknown) => void handlers.set(key, handler as never),
  };
}
