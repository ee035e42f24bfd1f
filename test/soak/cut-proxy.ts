import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type CutProxy = {
  /** The URL that leads to the same database through here. */
  url: string;
  /** Resets every connection that is open. @returns how many */
  cut(): number;
  close(): Promise<void>;
};

/** A way to a database whose connections can be cut as a network does, both sides without a word. */
export async function openCutProxy(databaseUrl: string): Promise<CutProxy> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      open.add(from.setNoDelay(true));
      from.on('error', () => {}); // it closes
      from.on('close', () => {
        open.delete(from);
        to.destroySoon();
      });
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = new URL(databaseUrl);
  here.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    const count = open.size / 2;
    for (const socket of open) socket.resetAndDestroy();
    return count;
  };
  return {
    ...{ url: here.href, cut },
    close: async () => {
      cut();
      await new Promise((done) => server.close(done));
    },
  };
}
