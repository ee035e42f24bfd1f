import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { listeningFailure } from './listening-failure.ts';

/**
 * Whether every worker can have a socket of its own on one port, over which the system spreads connections (SO_REUSEPORT;
 * Node 23.1). macOS has the option, and gives all connections to one of them.
 */
export const portIsShared =
  ['linux', 'freebsd'].includes(process.platform) && Number.parseInt(process.versions.node, 10) >= 24;

type Where = { host: string; port: number };

/**
 * Keeps a port from other services until a worker listens on it. Sockets that share a port do not notice others that share
 * it, such as those of a second service: so the port is taken by one that does not, for as long as workers take to load.
 */
export class PortClaim {
  readonly port: number;
  readonly #address: string;
  /** What has connected to it is reset when it closes: it accepts nothing that anybody would answer. */
  #holder: Server;
  #shared = false;

  /** @throws AppError `conflict` where the port is taken, `misconfigured` where it cannot be listened on */
  static async make(where: Where): Promise<PortClaim> {
    try {
      return new PortClaim(await listening(open(where)));
    } catch (error) {
      throw listeningFailure(error, where);
    }
  }

  private constructor(holder: Server) {
    const at = holder.address();
    if (at === null || typeof at === 'string') throw new Error('The server does not listen on a port.');
    this.port = at.port;
    this.#address = at.address;
    this.#holder = holder;
  }

  /** Lets workers listen. There is no turn of the event loop in between, in which another service could come and go. */
  async share(): Promise<void> {
    if (this.#shared) return;
    this.#shared = true;
    this.#holder.close();
    if (!portIsShared) return;
    this.#holder = open({ host: this.#address, port: this.port, reusePort: true });
    await listening(this.#holder).catch(() => {}); // a worker will fail as well, and say so
  }

  /** To be called when one listens. */
  release(): void {
    this.#holder.close();
  }
}

function open(where: Where & { reusePort?: boolean }): Server {
  return createServer((socket) => socket.destroy()).listen(where);
}

async function listening(server: Server): Promise<Server> {
  await once(server, 'listening');
  return server;
}
