import type pg from 'pg';
import { insideOf } from './client-inside.ts';

/** Closes a connection without taking leave, since nobody may be there to hear it; what is under way on it fails. */
export function cut(client: pg.ClientBase): void {
  insideOf(client).connection.stream.destroy();
}

/** How long a server may take to hear it, in ms. */
const leaveMs = 1_000;

/** Closes a connection, of which the server is told: one that is silent is not waited for. */
export async function takeLeave(client: pg.Client): Promise<void> {
  const impatient = setTimeout(cut, leaveMs, client);
  try {
    await client.end();
  } finally {
    clearTimeout(impatient);
  }
}
