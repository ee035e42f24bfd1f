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

  /** Of the routes that are registered from now on. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', (route) => {
      if (!route.config?.streamed) return;
      const begin = async ({ raw }: FastifyRequest) => void this.#sockets.add(raw.socket);
      const end = async ({ raw }: FastifyRequest) => void this.#sockets.delete(raw.socket);
      route.onRequest = [route.onRequest ?? [], begin].flat();
      route.onResponse = [route.onResponse ?? [], end].flat();
    });
  }

  has(socket: Socket): boolean {
    return this.#sockets.has(socket);
  }
}
