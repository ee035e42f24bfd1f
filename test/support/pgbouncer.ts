import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseAccount } from '../../src/db/embedded/account.ts';
import { freePort } from './free-port.ts';

const program = '/usr/sbin/pgbouncer';

export type PgBouncer = {
  /** The URL that leads to the same database through it. */
  url: string;
  stop(): Promise<void>;
};

/** Debian's PgBouncer in transaction mode before a database, with its usual settings; undefined where it is not installed. */
export async function startPgBouncer(databaseUrl: string, serverConnections: number): Promise<PgBouncer | undefined> {
  const isInstalled = await access(program).then(
    () => true,
    () => false,
  );
  if (!isInstalled) return undefined;
  const target = new URL(databaseUrl);
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-pgbouncer-'));
  await chmod(folder, 0o755); // it refuses to run as root, and reads its files as another account
  const port = await freePort();
  const settings = {
    ...{ listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '', pool_mode: 'transaction' },
    ...{ auth_type: 'scram-sha-256', auth_file: join(folder, 'users'), default_pool_size: serverConnections },
    ...{ max_client_conn: 300, max_db_connections: serverConnections },
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const database = `[databases]\n* = host=${target.hostname} port=${target.port}\n`;
  await writeFile(join(folder, 'pgbouncer.ini'), `${database}[pgbouncer]\n${lines.join('\n')}\n`);
  await writeFile(join(folder, 'users'), `"${target.username}" "${decodeURIComponent(target.password)}"\n`);
  const child = spawn(program, [join(folder, 'pgbouncer.ini')], {
    ...databaseAccount(),
    ...{ cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  });
  await untilUp(child);
  const here = new URL(databaseUrl);
  here.port = String(port);
  return {
    url: here.href,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilUp(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', () => reject(new Error(`PgBouncer does not start: ${said}`)));
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('process up')) resolve();
    });
  });
}
