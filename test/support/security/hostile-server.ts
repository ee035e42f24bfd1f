import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server that means harm, or is broken, answers; each is given where it is, without a slash at the end. */
export const hostileAnswers: Readonly<Record<string, (response: ServerResponse, base: string) => void>> = {
  'without an end': (response) => {
    const chunk = `"${'x'.repeat(65_536)}",`;
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.writeHead(200, { 'content-type': 'application/json' }).on('drain', write);
    response.write('[');
    write();
  },
  'never at all': () => {},
  'drop by drop': (response) => {
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  'with a redirect': (response, base) => response.writeHead(302, { location: `${base}/elsewhere` }).end(),
  'with a half': (response) => {
    response.writeHead(200, { 'content-length': 1_000 }).write('{"keys":[');
    setImmediate(() => response.destroy());
  },
  'with what is no JSON': (response) => response.end('<html>'),
  'with null': (response) => response.end('null'),
  'with another shape': (response) => response.end('{"keys":"all","jwks_uri":["x"],"issuer":{}}'),
  'with a failure': (response) => response.writeHead(500).end('{}'),
};

/** A server on loopback that answers each path as it is told to, and counts what it is asked for and what is taken of it. */
export class HostileServer {
  readonly url: string;
  readonly asked: string[] = [];
  connections = 0;
  bytesTaken = 0;
  answers: Record<string, (response: ServerResponse, base: string) => void> = {};
  readonly #server: Server;

  static async open(): Promise<HostileServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new HostileServer(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => {
      this.connections += 1;
      socket.on('error', () => {}).on('close', () => (this.bytesTaken += socket.bytesWritten));
    });
    server.on('request', ({ url = '' }, response) => {
      this.asked.push(url);
      const answer = this.answers[url] ?? ((other: ServerResponse) => other.writeHead(404).end());
      answer(response, this.url);
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
