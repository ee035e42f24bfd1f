import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type BreakableRoute = {
  /** The URL that leads to the same database through here. */
  url: string;
  /** Cuts every connection, and new ones at once, until `mend`. */
  cut(): void;
  /** Keeps every connection, new ones too, and lets nothing through until `mend`. */
  silence(): void;
  /** Lets new connections through again. */
  mend(): void;
  close(): Promise<void>;
};

/** A way to a database that a test can break. */
export async function openBreakableRoute(databaseUrl: string): Promise<BreakableRoute> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    if (state === 'silent') return void open.add(near.on('error', () => {}));
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from
        .on('error', () => {})
        .on('close', () => {
          open.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = new URL(databaseUrl);
  here.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    state = 'cut';
    for (const socket of open) socket.destroy();
  };
  return {
    ...{ url: here.href, cut },
    silence: () => {
      state = 'silent';
      for (const socket of open) socket.unpipe().pause();
    },
    mend: () => {
      state = 'open';
    },
    close: async () => {
      cut();
      await new Promise((done) => server.close(done));
    },
  };
}
