import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Open = {
  /** That it has to send still. */
  answers: number;
  /** The last of them, to a request whose body may be coming in still. */
  last: ServerResponse | undefined;
  /** What is done once the answers to whole requests are sent. */
  afterwards: (() => void) | undefined;
};

/**
 * How many answers each connection still has to send. Of one that closes nobody tells: a listener of it beside Node's own
 * made every request of a server with hundreds of connections outlive the collection of young objects, which then took 12 ms
 * instead of 0.5 (Node 24). Those that have closed are forgotten when there are twice as many as at the last look.
 */
export class OpenConnections {
  readonly #open = new Map<Socket, Open>();
  #closing = false;
  #nextLook = 64;

  watch(server: Server): void {
    const answered = (socket: Socket) => this.#answered(socket);
    function onClose(this: ServerResponse) {
      answered(this.req.socket);
    }
    server.on('connection', (socket) => {
      if (this.#closing) socket.destroy();
      else this.#add(socket);
    });
    server.on('request', ({ socket }, response) => {
      const open = this.#open.get(socket);
      if (!open) return;
      open.answers += 1;
      open.last = response;
      response.on('close', onClose);
    });
  }

  /** Does something once the answers to all whole requests of a connection are sent: in between it would cut one in two. */
  afterAnswers(socket: Socket, then: () => void): void {
    const open = this.#open.get(socket);
    if (!open || isAnswered(open)) then();
    else open.afterwards = then;
  }

  /** Ends each connection once it has nothing to send any more, and takes no others. */
  close(): void {
    this.#closing = true;
    for (const [socket, { answers }] of this.#open) if (answers === 0) socket.destroy();
  }

  /** Waits until every connection has closed, for so many ms at most. */
  async allClosed(longestMs: number): Promise<void> {
    this.#forgetClosed();
    const closed = [...this.#open.keys()].map(
      (socket) => new Promise<void>((resolve) => void socket.once('close', resolve)),
    );
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, longestMs);
    await Promise.race([Promise.all(closed), late]);
    clearTimeout(timer);
  }

  #add(socket: Socket): void {
    this.#open.set(socket, { answers: 0, last: undefined, afterwards: undefined });
    if (this.#open.size < this.#nextLook) return;
    this.#forgetClosed();
    this.#nextLook = Math.max(64, 2 * this.#open.size);
  }

  #answered(socket: Socket): void {
    const open = this.#open.get(socket);
    if (!open) return;
    open.answers -= 1;
    if (open.answers === 0) open.last = undefined; // it is not to outlive its answer
    if (open.afterwards && isAnswered(open)) open.afterwards();
    else if (open.answers === 0 && this.#closing) socket.end();
  }

  #forgetClosed(): void {
    for (const socket of this.#open.keys()) if (socket.closed) this.#open.delete(socket);
  }
}

/** What has not come in whole is not waited for, unless it is being answered already. */
function isAnswered({ answers, last }: Open): boolean {
  return answers === 0 || (answers === 1 && last?.req.complete === false && !last.headersSent);
}
