import type pg from 'pg';

/** Closes a connection without taking leave, since nobody may be there to hear it; what is under way on it fails. */
export function cut(client: pg.ClientBase): void {
  (client as unknown as { connection: pg.Connection }).connection.stream.destroy();
}
