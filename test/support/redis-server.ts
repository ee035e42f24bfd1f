import type { ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { isInstalled, startTool, stopTool } from './brokers/tool.ts';
import { freePort } from './free-port.ts';

const program = '/usr/bin/redis-server';
/** For the `skip` of a test. */
export const noRedis =
  !(await isInstalled(program)) && 'no Redis is installed: `apt-get install redis-server` brings one';

/** Debian's Redis on loopback, which keeps nothing. */
export class RedisServer {
  readonly #port: number;
  readonly #password: string;
  #child: ChildProcess | undefined;

  static async start({ password = '' } = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), password);
    await server.begin();
    return server;
  }

  private constructor(port: number, password: string) {
    this.#port = port;
    this.#password = password;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Starts it, also after it was ended: with the same port, and nothing in it. */
  async begin(): Promise<void> {
    const options = ['--bind', '127.0.0.1', '--port', `${this.#port}`, '--save', '', '--requirepass', this.#password];
    const toStandardError = ['/bin/sh', '-c', 'exec "$0" "$@" >&2', program, ...options];
    this.#child = (await startTool(toStandardError, /Ready to accept connections/)).child;
  }

  /** It says nothing until it goes on. */
  hold(): void {
    this.#child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child?.kill('SIGCONT');
  }

  /** From now on it answers what only reads, and keeps what writes waiting; for a minute, or until it may write again. */
  async pauseWrites(): Promise<void> {
    await this.#tell('PAUSE', '60000', 'WRITE');
  }

  async resumeWrites(): Promise<void> {
    await this.#tell('UNPAUSE');
  }

  async end(): Promise<void> {
    if (this.#child) await stopTool(this.#child);
  }

  async #tell(...words: string[]): Promise<void> {
    const client = new Redis(this.url, { lazyConnect: true });
    await client.connect();
    await client.call('CLIENT', ...words);
    client.disconnect();
  }
}
