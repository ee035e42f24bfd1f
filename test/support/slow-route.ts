import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageSplitter } from './wire-messages.ts';

export type SlowRoute = {
  /** The URL that leads to the same database through here. */
  url: string;
  /** From now on each connection has one answer in so many ms; Infinity: none until it is called again. */
  setPace(answerMs: number): void;
  close(): Promise<void>;
};

/** A way to a database on which each connection is served slowly, or not at all. */
export async function openSlowRoute(databaseUrl: string): Promise<SlowRoute> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  const pace = { answerMs: 0, changed: Promise.withResolvers<void>() };
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket.setNoDelay(true));
      socket.on('error', () => {}).on('close', () => open.delete(socket) && other.destroy());
    }
    near.pipe(far);
    relaySlowly(far, near, async () => {
      while (pace.answerMs === Number.POSITIVE_INFINITY) await pace.changed.promise;
      if (pace.answerMs > 0) await sleep(pace.answerMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = new URL(databaseUrl);
  here.port = String((server.address() as AddressInfo).port);
  const setPace = (answerMs: number) => {
    pace.answerMs = answerMs;
    pace.changed.resolve();
    pace.changed = Promise.withResolvers();
  };
  return {
    ...{ url: here.href, setPace },
    close: async () => {
      setPace(0);
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** An answer ends where the server is ready for the next statement (`Z`). */
function relaySlowly(from: Socket, to: Socket, pause: () => Promise<void>): void {
  const splitter = new MessageSplitter('server');
  let before = Promise.resolve();
  from.on('data', (chunk) => {
    for (const { type, bytes } of splitter.push(chunk)) {
      before = before.then(async () => {
        if (type === 'Z') await pause();
        if (to.writable) to.write(bytes);
      });
    }
  });
}
