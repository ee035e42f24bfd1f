import type { Database } from '../../../src/db/database.ts';
import { buildServer, type Server } from '../../../src/http/server.ts';
import { freePort } from '../free-port.ts';
import { builtPage } from './page-world.ts';

/** A server with the page at an address that stays, also while nobody is there. */
export class RestartableServer {
  readonly base: string;
  readonly #db: Database;
  readonly #port: number;
  #server: Server | undefined;

  static async start(db: Database): Promise<RestartableServer> {
    const server = new RestartableServer(db, await freePort());
    await server.start();
    return server;
  }

  private constructor(db: Database, port: number) {
    this.#db = db;
    this.#port = port;
    this.base = `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    this.#server = await buildServer({
      ...{ db: this.#db, page: await builtPage(), version: '0.0.0-test' },
    });
    await this.#server.app.listen({ host: '127.0.0.1', port: this.#port });
  }

  async stop(): Promise<void> {
    await this.#server?.app.close();
    this.#server = undefined;
  }
}
