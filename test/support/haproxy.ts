import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const program = '/usr/sbin/haproxy';

/** For the `skip` of a test: why it cannot run here, if it cannot. */
export const noProxy = !existsSync(program) && 'no HAProxy is installed: `apt-get install haproxy` brings one';

export type Proxy = {
  base: string;
  /** Returns once it leads to every service. */
  hasAll(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Debian's HAProxy before services on ports of loopback, of which it asks /readyz every 100 ms. As it is by default, it tries a
 * request again elsewhere only where it could not connect.
 */
export async function startProxy(ports: readonly number[]): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-haproxy-'));
  const port = await freePort();
  const servers = ports.map((each, n) => `  server s${n} 127.0.0.1:${each} check inter 100ms fall 1 rise 1`);
  const lines = [
    ...[
      'defaults',
      '  mode http',
      '  timeout connect 2s',
      '  timeout client 30s',
      '  timeout server 30s',
      '  timeout check 5s',
    ],
    ...[
      '  retries 3',
      '  option redispatch 1',
      'listen all',
      `  bind 127.0.0.1:${port}`,
      '  balance roundrobin',
      '  stats enable',
      '  stats uri /proxy-stats',
    ],
    ...['  option httpchk', '  http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host localhost'],
    ...['  http-check expect status 200', ...servers],
  ];
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, `${lines.join('\n')}\n`);
  const child = spawn(program, ['-f', file, '-db'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const base = `http://127.0.0.1:${port}`;
  const countUp = async () => {
    const answer = await fetch(`${base}/proxy-stats;csv`).catch(() => undefined);
    return (await answer?.text())?.split('\n').filter((line) => /^all,s\d+,.*,UP,/.test(line)).length;
  };
  const hasAll = async () => await until('the proxy leads to all', async () => (await countUp()) === ports.length);
  await hasAll();
  return {
    ...{ base, hasAll },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
