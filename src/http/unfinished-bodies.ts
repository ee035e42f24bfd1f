import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * An answer that goes out before all of the body has come ends the connection: what follows on it would be taken for the rest of
 * the body, and its time limit be answered a second time.
 */
export function endUnfinishedBodies(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.method === 'GET' || route.method === 'HEAD') return; // no body is read of them
    const end = async ({ raw }: FastifyRequest, reply: FastifyReply) => {
      const { headers, complete } = raw;
      const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
      if (hasBody && !complete) reply.header('connection', 'close');
    };
    route.onSend = [route.onSend ?? [], end].flat();
  });
}
