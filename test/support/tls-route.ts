import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type TlsRoute = {
  /** The URL that leads to the same database through here, encrypted. */
  url: string;
  /** How many connections came, all of them encrypted. */
  encrypted(): number;
  close(): Promise<void>;
};

/** An encrypted way to a database that has none; undefined where no certificate can be made. */
export async function openTlsRoute(databaseUrl: string): Promise<TlsRoute | undefined> {
  const pair = await makeCertificate().catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!pair) return undefined;
  const secureContext = createSecureContext(pair);
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((near) => {
    open.add(near.on('error', () => {}));
    near.once('data', () => {
      near.write('S'); // yes to the request for encryption, with which every client begins here
      const secure = new TLSSocket(near, { isServer: true, secureContext });
      const far = connect(Number(target.port), target.hostname);
      count += 1;
      secure.on('error', () => {}).pipe(far);
      far.on('error', () => {}).pipe(secure);
      near.on('close', () => far.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = new URL(databaseUrl);
  here.port = String((server.address() as AddressInfo).port);
  here.searchParams.set('sslmode', 'no-verify');
  return {
    url: here.href,
    encrypted: () => count,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Of localhost and 127.0.0.1, in PEM. */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const options = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    await run('openssl', ['req', ...options, ...names, '-keyout', key, '-out', cert]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
