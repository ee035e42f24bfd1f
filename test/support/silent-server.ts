import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type SilentServer = {
  /** http:// */
  url: string;
  /** Resolves once somebody has asked it something. */
  asked: Promise<void>;
  close(): void;
};

/** Accepts every connection, and never says anything. */
export async function startSilentServer(): Promise<SilentServer> {
  const open = new Set<Socket>();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => {}));
    socket.once('data', () => resolve());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
