import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { selectHeldBackMs } from '../changes/changes.sql.ts';
import type { Database } from '../db/database.ts';

const Health = Type.Object({ status: Type.Literal('ok') });
const Readiness = Type.Object({
  status: Type.Literal('ok'),
  feed: Type.Object({
    held_back_ms: Type.Integer({
      description: 'For how long an open transaction has been holding back the oldest change that is committed.',
    }),
  }),
});
const tags = ['health'];

/** For whoever watches the process: alive is not yet ready. */
export function healthRoutes(app: FastifyInstance, db: Database): void {
  app.get(
    '/livez',
    {
      schema: { tags, operationId: 'livez', summary: 'Whether the process answers', response: { 200: Health } },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { status: 'ok' };
    },
  );
  app.get(
    '/readyz',
    {
      schema: {
        tags,
        operationId: 'readyz',
        summary: 'Whether the database answers too',
        response: { 200: Readiness },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      const heldBackMs = await selectHeldBackMs(db.reads);
      return { status: 'ok', feed: { held_back_ms: heldBackMs } };
    },
  );
}
