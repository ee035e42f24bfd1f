import type { FastifyInstance } from 'fastify';

/**
 * An answer that goes out before all of the body has come ends the connection: what follows on it would be taken for the rest of
 * the body, and its time limit be answered a second time.
 */
export function endUnfinishedBodies(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    const { headers, complete } = request.raw;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (hasBody && !complete) reply.header('connection', 'close');
    done();
  });
}
