import type pg from 'pg';

/** What every connected client of pg knows of its connection; its types leave most of it out. */
export type ClientInside = {
  connection: pg.Connection;
  host: string;
  port: number;
  ssl: pg.ClientConfig['ssl'];
  sslNegotiation: string;
  /** Told by the server at the start; null where it told none. */
  processID: number | null;
  secretKey: number;
};

/** These have been members of pg's JavaScript client since its version 8; its native one, which lacks them, is not used. */
export function insideOf(client: pg.ClientBase): ClientInside {
  return client as unknown as ClientInside;
}
