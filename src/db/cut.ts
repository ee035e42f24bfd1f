import type pg from 'pg';
import { insideOf } from './client-inside.ts';

/** Closes a connection without taking leave, since nobody may be there to hear it; what is under way on it fails. */
export function cut(client: pg.ClientBase): void {
  insideOf(client).connection.stream.destroy();
}
