import type { FastifyInstance } from 'fastify';
import type { OpenConnections } from './open-connections.ts';

type Closing = { open: OpenConnections; longestMs: number };

/**
 * Lets closing wait for the answers under way, for so many ms at most, and for nothing else: not for idle connections, nor for
 * clients that have not sent all of a header. Node's own `close` would wait for those for ever, since its time limits end
 * with it, and would cut answers that are written but not sent: so it is called when there is none left.
 */
export function closePromptly(app: FastifyInstance, { open, longestMs }: Closing): void {
  app.addHook('preClose', async () => {
    open.close();
    await open.allClosed(longestMs);
    app.server.closeAllConnections();
  });
}
