import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { selectNothing } from './health.sql.ts';

const Health = Type.Object({ status: Type.Literal('ok') });
const tags = ['health'];

/** For whoever watches the process: alive is not yet ready. */
export function healthRoutes(app: FastifyInstance, db: Database): void {
  app.get(
    '/livez',
    {
      schema: { tags, operationId: 'livez', summary: 'Whether the process answers', response: { 200: Health } },
    },
    async () => ({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    {
      schema: { tags, operationId: 'readyz', summary: 'Whether the database answers too', response: { 200: Health } },
    },
    async () => {
      await selectNothing(db.reads);
      return { status: 'ok' };
    },
  );
}
