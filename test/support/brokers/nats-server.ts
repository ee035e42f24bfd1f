import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { freePort } from '../free-port.ts';
import { isInstalled, startTool, stopTool } from './tool.ts';

const program = '/usr/sbin/nats-server';
export const natsIsInstalled = await isInstalled(program);

export type NatsOptions = {
  jetstream?: boolean;
  user?: string;
  password?: string;
  tls?: { key: string; cert: string };
};

/** Debian's NATS server on loopback, with JetStream in a folder of its own. */
export class NatsServer {
  readonly port: number;
  readonly #folder: string;
  readonly #options: NatsOptions;
  #child: Awaited<ReturnType<typeof startTool>>['child'] | undefined;

  private constructor(port: number, folder: string, options: NatsOptions) {
    this.port = port;
    this.#folder = folder;
    this.#options = options;
  }

  static async start(options: NatsOptions = {}): Promise<NatsServer> {
    const folder = await mkdtemp(join(tmpdir(), 'pricetrail-nats-'));
    const server = new NatsServer(await freePort(), folder, options);
    await server.begin();
    return server;
  }

  /** Starts it, also after it was ended: with the same port, and what it stored. */
  async begin(): Promise<void> {
    const { jetstream = true, user, password, tls } = this.#options;
    const [key, cert] = [join(this.#folder, 'key.pem'), this.certificate];
    if (tls) await Promise.all([writeFile(key, tls.key), writeFile(cert, tls.cert)]);
    const lines = [
      ...[`host: 127.0.0.1`, `port: ${this.port}`],
      ...(jetstream ? [`jetstream { store_dir: "${this.#folder}" }`] : []),
      ...(tls ? [`tls { cert_file: "${cert}", key_file: "${key}" }`] : []),
      ...(user === undefined ? [] : [`authorization { user: ${user}, password: ${password} }`]),
    ];
    const path = join(this.#folder, 'nats.conf');
    await writeFile(path, `${lines.join('\n')}\n`);
    this.#child = (await startTool([program, '-c', path], /Server is ready/)).child;
  }

  /** The file of its certificate, where it has one. */
  get certificate(): string {
    return join(this.#folder, 'cert.pem');
  }

  async end(): Promise<void> {
    if (this.#child) await stopTool(this.#child);
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.#folder, { recursive: true });
  }

  address(stream: string, query = ''): string {
    return `nats://127.0.0.1:${this.port}/${stream}${query}`;
  }

  async addStream(name: string, subjects: string[] = [`${name}.*`]): Promise<void> {
    await this.#ask(async (connection) => {
      await (await jetstreamManager(connection)).streams.add({ name, subjects });
    });
  }

  async removeStream(name: string): Promise<void> {
    await this.#ask(async (connection) => {
      await (await jetstreamManager(connection)).streams.delete(name);
    });
  }

  async count(stream: string): Promise<number> {
    return await this.#ask(async (connection) => {
      return (await (await jetstreamManager(connection)).streams.info(stream)).state.messages;
    });
  }

  /** All that a stream has, in order. */
  async read(stream: string): Promise<JsMsg[]> {
    const count = await this.count(stream);
    if (count === 0) return [];
    return await this.#ask(async (connection) => {
      const consumer = await jetstream(connection).consumers.get(stream);
      const messages: JsMsg[] = [];
      for await (const message of await consumer.fetch({ max_messages: count, expires: 20_000 })) {
        messages.push(message);
        if (messages.length === count) break;
      }
      return messages;
    });
  }

  async #ask<T>(work: (connection: NatsConnection) => Promise<T>): Promise<T> {
    const { user, password: pass, tls } = this.#options;
    const connection = await connect({
      servers: `127.0.0.1:${this.port}`,
      ...(tls ? { tls: { ca: tls.cert } } : {}),
      ...(user === undefined || pass === undefined ? {} : { user, pass }),
    });
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }
}
