import type pg from 'pg';
import type { TestDatabase } from './test-database.ts';

/** Runs SQL on one session, which keeps its settings, transaction and plans; it may be opened after this. */
export function sqlOf(session: () => pg.Client): TestDatabase['sql'] {
  return async <Row extends object>(text: string, values?: unknown[]) =>
    (await session().query<Row>(text, values)).rows;
}
