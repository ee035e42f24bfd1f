import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

const none = Type.Object({}, { additionalProperties: false });

/** A described route registered from now on that names no query parameters takes none. */
export function refuseUnknownParameters(app: FastifyInstance): void {
  app.addHook('onRoute', ({ schema }) => {
    if (schema && !schema.hide) schema.querystring ??= none;
  });
}
