import type { FastifyInstance } from 'fastify';

/**
 * Lets closing wait for the requests under way, and for nothing else: a connection that becomes idle while the server
 * closes would otherwise be kept for the whole keepAliveTimeout.
 */
export function closePromptly(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    if (!app.server.listening) return;
    const timer = setInterval(() => app.server.closeIdleConnections(), 50);
    app.server.once('close', () => clearInterval(timer));
  });
}
