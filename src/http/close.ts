import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Lets closing wait for the answers under way, for so many ms at most, and for nothing else: not for idle connections, nor for
 * clients that have not sent all of a header. Node's own `close` would wait for those for ever, since its time limits end
 * with it, and would cut answers that are written but not sent: so it is called when there is none left.
 */
export function closePromptly(app: FastifyInstance, longestMs: number): void {
  const open = new OpenConnections();
  let closing = false;
  app.server.on('connection', (socket) => {
    if (closing) socket.destroy();
    else open.add(socket);
  });
  app.server.on('request', ({ socket }, response) => {
    open.count(socket, 1);
    response.on('close', answered);
  });
  function answered(this: ServerResponse) {
    const { socket } = this.req;
    if (open.count(socket, -1) === 0 && closing) socket.end();
  }
  app.addHook('preClose', async () => {
    closing = true;
    open.destroyIdle();
    await open.allClosed(longestMs);
    app.server.closeAllConnections();
  });
}

/**
 * How many answers each connection still has to send. Of one that closes nobody tells: a listener of it beside Node's own
 * made every request of a server with hundreds of connections outlive the collection of young objects, which then took 12 ms
 * instead of 0.5 (Node 24). Those that have closed are forgotten when there are twice as many as at the last look.
 */
class OpenConnections {
  readonly #answers = new Map<Socket, number>();
  #nextLook = 64;

  add(socket: Socket): void {
    this.#answers.set(socket, 0);
    if (this.#answers.size < this.#nextLook) return;
    this.#forgetClosed();
    this.#nextLook = Math.max(64, 2 * this.#answers.size);
  }

  /** @returns how many it has to send from now on */
  count(socket: Socket, change: 1 | -1): number {
    const answers = (this.#answers.get(socket) ?? 0) + change;
    this.#answers.set(socket, answers);
    return answers;
  }

  destroyIdle(): void {
    for (const [socket, answers] of this.#answers) if (answers === 0) socket.destroy();
  }

  /** Waits until every connection has closed. */
  async allClosed(longestMs: number): Promise<void> {
    this.#forgetClosed();
    const closed = [...this.#answers.keys()].map(
      (socket) => new Promise<void>((resolve) => void socket.once('close', resolve)),
    );
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, longestMs);
    await Promise.race([Promise.all(closed), late]);
    clearTimeout(timer);
  }

  #forgetClosed(): void {
    for (const socket of this.#answers.keys()) if (socket.closed) this.#answers.delete(socket);
  }
}
