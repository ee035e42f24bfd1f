import pg from 'pg';
import { type ClientInside, insideOf } from './client-inside.ts';

/** The parts of pg's connection that its types leave out. */
type Line = pg.Connection & {
  connect(portOrPath: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
};

/**
 * Asks the server to cancel what runs on the connection (CancelRequest, in PostgreSQL's protocol on a connection of its own).
 * @returns whether the request is over and done with, so that it cannot hit what is sent next.
 */
export async function cancelStatement(client: pg.ClientBase, timeoutMs: number): Promise<boolean> {
  const line = openLine(insideOf(client));
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // The server closes it once the signal is sent.
  line.once('end', () => resolve(true)).on('error', () => resolve(false));
  const giveUp = () => resolve(false);
  client.once('end', giveUp); // nothing runs on it any more
  const timer = setTimeout(giveUp, timeoutMs);
  const done = await promise;
  clearTimeout(timer);
  client.off('end', giveUp);
  line.stream.destroy();
  return done;
}

function openLine({ host, port, ssl, sslNegotiation, processID, secretKey }: ClientInside): Line {
  const line = new pg.Connection({ ssl, sslNegotiation } as ConstructorParameters<typeof pg.Connection>[0]) as Line;
  const cancel = () => line.cancel(processID ?? 0, secretKey);
  line.once('sslconnect', cancel);
  line.once('connect', () => {
    if (!ssl) cancel();
    else if (sslNegotiation !== 'direct') line.requestSsl();
  });
  if (host.startsWith('/')) line.connect(`${host}/.s.PGSQL.${port}`);
  else line.connect(port, host);
  return line;
}
