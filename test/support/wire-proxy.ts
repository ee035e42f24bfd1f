import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { MessageSplitter, StatementNames, type WireMessage } from './wire-messages.ts';

/** Where a connection is cut: of the messages from one side since `watch` at one, before it, within it, or after it. */
export type Place = { from: Side; at: number; part: 'before' | 'half' | 'after' };
export type Side = 'client' | 'server';

export type SeenMessage = { from: Side; type: string; sql: string | undefined; afterCut: boolean };

export type WireProxy = {
  /** The URL that leads to the same database through here. */
  url: string;
  /** Forgets what it has seen; the next connection to reach the place is cut there, both ways, and no other. */
  watch(place?: Place): void;
  seen(): readonly SeenMessage[];
  wasCut(): boolean;
  close(): Promise<void>;
};

/** A way to a database that sees each message and can cut a connection at any of them. */
export async function openWireProxy(databaseUrl: string): Promise<WireProxy> {
  const target = new URL(databaseUrl);
  const cutter = new Cutter();
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      socket.setNoDelay(true); // each message is a write of its own, which would wait for that before it
      open.add(socket.on('error', () => {}).on('close', () => open.delete(socket)));
    }
    const statements = new StatementNames();
    relay({ cutter, statements, side: 'client', from: near, to: far });
    relay({ cutter, statements, side: 'server', from: far, to: near });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = new URL(databaseUrl);
  here.port = String((server.address() as AddressInfo).port);
  return {
    url: here.href,
    watch: (place) => cutter.watch(place),
    seen: () => cutter.seen,
    wasCut: () => cutter.wasCut,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

type Relay = { cutter: Cutter; statements: StatementNames; side: Side; from: Socket; to: Socket };

function relay({ cutter, statements, side, from, to }: Relay): void {
  const splitter = new MessageSplitter(side);
  let isCut = false;
  from.on('close', () => to.destroySoon());
  from.on('data', (chunk) => {
    for (const message of splitter.push(chunk)) {
      if (isCut || to.writableEnded) return;
      const length = cutter.see(message, side, statements.textOf(message));
      to.write(length === undefined ? message.bytes : message.bytes.subarray(0, length));
      if (length === undefined) continue;
      isCut = true;
      to.destroySoon(); // what was forwarded still arrives
      from.destroy();
    }
  });
}

/** Counts messages, and says when to cut. */
class Cutter {
  seen: SeenMessage[] = [];
  wasCut = false;
  #place: Place | undefined;

  watch(place: Place | undefined): void {
    this.#place = place;
    this.seen = [];
    this.wasCut = false;
  }

  /** @returns how many bytes of the message to let through before the cut; undefined: all of it, and no cut. */
  see({ type, bytes }: WireMessage, from: Side, sql: string | undefined): number | undefined {
    const at = this.seen.filter((message) => message.from === from).length;
    this.seen.push({ from, type, sql: from === 'client' ? sql : undefined, afterCut: this.wasCut });
    const place = this.#place;
    if (this.wasCut || place?.from !== from || place.at !== at) return undefined;
    this.wasCut = true;
    return { before: 0, half: Math.ceil(bytes.length / 2), after: bytes.length }[place.part];
  }
}
