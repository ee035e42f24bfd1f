import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const longestMs = 10_000;

/**
 * Lets closing wait for the answers under way, for 10 s at most, and for nothing else: not for idle connections, nor for
 * clients that have not sent all of a header. Node's own `close` would wait for those for ever, since its time limits end
 * with it, and would cut answers that are written but not sent: so it is called when there is none left.
 */
export function closePromptly(app: FastifyInstance): void {
  /** How many answers each connection still has to send. */
  const open = new Map<Socket, number>();
  let closing = false;
  let lastAnswered = () => {};
  const isAnswering = () => [...open.values()].some((answers) => answers > 0);
  const count = (socket: Socket, change: 1 | -1) => {
    const before = open.get(socket);
    if (before === undefined) return; // the answer of a client that has gone may end after its connection
    const answers = before + change;
    open.set(socket, answers);
    if (closing && answers === 0) socket.end();
  };
  app.server.on('connection', (socket) => {
    if (closing) return void socket.destroy();
    open.set(socket, 0);
    socket.once('close', () => {
      open.delete(socket);
      if (!isAnswering()) lastAnswered();
    });
  });
  app.server.on('request', ({ socket }, response) => {
    count(socket, 1);
    response.once('close', () => count(socket, -1));
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const [socket, answers] of open) if (answers === 0) socket.destroy();
    const answered = new Promise<void>((resolve) => {
      lastAnswered = resolve;
    });
    const timer = setTimeout(lastAnswered, longestMs);
    if (open.size > 0) await answered;
    clearTimeout(timer);
    app.server.closeAllConnections();
  });
}
