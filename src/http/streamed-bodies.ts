import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its body is read by the route as it comes, however long that takes, and may be compressed. */
    streamed?: true;
  }
}

/** Whether the route of a request reads its body as it comes. */
export function isStreamed({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.streamed === true;
}

/**
 * Connections on which such a body is coming in. Node's time limit of a whole request does not count for them: the route
 * watches over the time between one piece and the next.
 */
export class StreamedBodies {
  readonly #sockets = new WeakSet<Socket>();

  watch(app: FastifyInstance): void {
    app.addHook('onRequest', (request, _reply, done) => {
      if (isStreamed(request)) this.#sockets.add(request.raw.socket);
      done();
    });
    app.addHook('onResponse', (request, _reply, done) => {
      if (isStreamed(request)) this.#sockets.delete(request.raw.socket);
      done();
    });
  }

  has(socket: Socket): boolean {
    return this.#sockets.has(socket);
  }
}
