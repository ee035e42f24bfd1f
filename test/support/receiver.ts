import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './test-api.ts';
import { until } from './until.ts';

export type Received = {
  headers: IncomingHttpHeaders;
  text: string;
  body: Answer['body'];
};

export type Reply = { status: number; headers?: Record<string, string>; text?: string; afterMs?: number };

/** Takes what is posted to it, on a loopback port, and answers as it is told to. */
export class Receiver {
  readonly url: string;
  readonly received: Received[] = [];
  answer: (received: Received) => Reply = () => ({ status: 204 });
  onRequest: (request: IncomingMessage) => void = () => {};
  readonly #server: Server;

  static async open(port = 0): Promise<Receiver> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new Receiver(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    server.on('request', async (request, response) => {
      this.onRequest(request);
      let text = '';
      for await (const chunk of request.setEncoding('utf8')) text += chunk;
      const received = { headers: request.headers, text, body: JSON.parse(text) };
      this.received.push(received);
      const { status, headers = {}, text: answer = '', afterMs = 0 } = this.answer(received);
      setTimeout(() => response.writeHead(status, headers).end(answer), afterMs).unref();
    });
  }

  /** What came of this type, in the order in which it came. */
  ofType(type: string): Received[] {
    return this.received.filter(({ body }) => body.type === type);
  }

  /** Waits until so much has come. */
  async until(count: number): Promise<Received[]> {
    await until(`${count} messages have come`, async () => this.received.length >= count, 30);
    return this.received;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
