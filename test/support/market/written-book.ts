import type pg from 'pg';
import { addPrice } from '../history.ts';
import { addListing } from '../listing-rows.ts';
import type { TestDatabase } from '../test-database.ts';
import { type At, type BookStep, boundaries } from './any-book.ts';

type Sql = TestDatabase['sql'];
const start = Date.parse('2020-12-20T10:00:00Z');

/** Makes the clock of history that of a session, where it has set one in `test.clock`. */
export async function letSessionsSetClock({ sql }: Pick<TestDatabase, 'sql'>): Promise<void> {
  await sql(`CREATE OR REPLACE FUNCTION listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT date_trunc('milliseconds', coalesce(nullif(current_setting('test.clock', true), '')::timestamptz, clock_timestamp())) $$`);
}

/** Writes the steps of a history, each in a transaction, with a clock of its own that begins in December 2020. */
export class WrittenBook {
  readonly #client: pg.Client;
  readonly #sql: Sql;
  readonly ids: number[] = [];
  /** Instants at which something was recorded. */
  readonly recorded: string[] = [];
  refused = 0;
  #clock = start;

  private constructor(client: pg.Client) {
    this.#client = client;
    this.#sql = async <Row extends object>(text: string, values?: unknown[]) =>
      (await client.query<Row>(text, values)).rows;
  }

  static async empty(database: TestDatabase): Promise<WrittenBook> {
    await database.sql('DELETE FROM listing');
    return new WrittenBook(await database.connect());
  }

  async take(steps: readonly BookStep[]): Promise<void> {
    for (const step of steps) await this.#take(step);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #take(step: BookStep): Promise<void> {
    this.#clock += step.kind === 'clock' ? step.by : 1_000;
    await this.#sql("SELECT set_config('test.clock', $1, false)", [iso(this.#clock)]);
    await this.#sql('BEGIN');
    try {
      await this.#write(step);
      await this.#sql('COMMIT');
      this.recorded.push(iso(this.#clock));
    } catch {
      this.refused += 1; // what voids the last price, say: the book is what is left
      await this.#sql('ROLLBACK');
    }
  }

  async #write(step: BookStep): Promise<void> {
    switch (step.kind) {
      case 'clock':
        return;
      case 'create':
        return await this.#create(step);
      case 'set':
        return await this.#update(step, { price: step.price });
      case 'describe':
        return await this.#update(step, step.home);
      case 'state':
        return await this.#state(step);
      case 'delete':
        await this.#sql('DELETE FROM listing WHERE id = $1', [this.#id(step.which)]);
    }
  }

  async #create({ home, price, at }: Extract<BookStep, { kind: 'create' }>): Promise<void> {
    const since = at && (await this.#instant(0, at));
    if (since) await this.#sql('SET LOCAL app.backdate = on');
    const dates = since ? { created_date: since, updated_date: since } : {};
    const reference = `ref ${this.ids.length}`;
    this.ids.push(await addListing({ sql: this.#sql }, { ...home, reference, price, ...dates }));
  }

  async #update({ which, at }: { which: number; at: At | undefined }, columns: object): Promise<void> {
    const id = this.#id(which);
    const since = at && (await this.#instant(id, at));
    if (since) await this.#sql('SET LOCAL app.backdate = on');
    const given = Object.entries({ ...columns, ...(since ? { updated_date: since } : {}) });
    if (given.length === 0) return;
    const set = given.map(([name], n) => `${name} = $${n + 2}`).join(', ');
    await this.#sql(`UPDATE listing SET ${set} WHERE id = $1`, [id, ...given.map(([, value]) => value)]);
  }

  /** With `again` another price for that instant at once. */
  async #state({ which, price, at, again }: Extract<BookStep, { kind: 'state' }>): Promise<void> {
    const id = this.#id(which);
    const instant = `'${await this.#instant(id, at)}'`;
    if (again) await addPrice({ sql: this.#sql }, [id, 77_777.77], instant);
    await addPrice({ sql: this.#sql }, [id, price], instant);
  }

  #id(which: number): number {
    return this.ids[which % Math.max(1, this.ids.length)] ?? 0;
  }

  async #instant(id: number, at: At): Promise<string> {
    const ms = 'boundary' in at ? boundaryAt(at.boundary) : await this.#priceAt(id, at.beside);
    return iso(Math.max(Math.min(ms + at.by, this.#clock), boundaryAt(0)));
  }

  async #priceAt(id: number, n: number): Promise<number> {
    const rows = await this.#sql<{ at: string }>(
      'SELECT DISTINCT effective_at AS at FROM listing_price WHERE listing_id = $1 ORDER BY at',
      [id],
    );
    return Date.parse(rows[n % Math.max(1, rows.length)]?.at ?? iso(this.#clock));
  }
}

const boundaryAt = (n: number) => Date.parse(`${boundaries[n] ?? boundaries[0]}T00:00:00Z`);
const iso = (ms: number) => new Date(ms).toISOString();
