import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AggregatorRegistry } from 'prom-client';
import { isMisnamed } from '../config/listening.ts';
import type { ToldMetrics } from './process-metrics.ts';

export type MetricsServerOptions = {
  host: string;
  port: number;
  /** Whether no other machine reaches it: then it answers to the names of loopback alone. */
  isOnlyHere: boolean;
  /** What each process tells, and the service as a whole. */
  read: () => Promise<readonly ToldMetrics[]>;
  onFailure: (error: unknown) => void;
};

export type MetricsServer = {
  /** A URL. */
  address: string;
  close(): Promise<void>;
};

/**
 * Answers `GET /metrics` in the text format of Prometheus, on a port of its own: who reaches the API does not reach it. Scrapes that
 * come at the same time share an answer.
 */
export async function openMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port, isOnlyHere, read, onFailure } = options;
  const readOnce = shared(async () => await toText(await read()));
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    if (isOnlyHere && isMisnamed(request.headers.host ?? '')) return void response.writeHead(403).end(misnamed);
    void answer(request, response, readOnce).catch((error) => {
      onFailure(error);
      response.writeHead(500).end();
    });
  });
  await listen(server, { host, port });
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const misnamed = 'Only localhost, 127.0.0.1 and [::1] are answered, whatever else leads here.\n';

async function answer(request: IncomingMessage, response: ServerResponse, read: () => Promise<Told>): Promise<void> {
  const { method = '', url = '' } = request;
  if (!/^\/metrics(\?|$)/.test(url)) return void response.writeHead(404).end('There is only /metrics.\n');
  if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
  const { type, text } = await read();
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(method === 'HEAD' ? '' : text);
}

type Told = { type: string; text: string };

async function toText(told: readonly ToldMetrics[]): Promise<Told> {
  const merged = AggregatorRegistry.aggregate([...told]);
  return { type: merged.contentType, text: await merged.metrics() };
}

function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return async () => {
    asked ??= ask().finally(() => (asked = undefined));
    return await asked;
  };
}

async function listen(server: ReturnType<typeof createServer>, where: { host: string; port: number }): Promise<void> {
  server.listen(where);
  await once(server, 'listening');
}
