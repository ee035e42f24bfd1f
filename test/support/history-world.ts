import assert from 'node:assert/strict';
import { addPrice } from './history.ts';
import { type Change, changedListing, createdListing, type ModelListing } from './history-model.ts';
import { addListing } from './listing-rows.ts';
import type { TestDatabase } from './test-database.ts';

/** Where a time is stated: some ms after the listing's last change, or by or at the n-th of its prices. */
export type At = { after: number } | { beside: number; by: number };

export type StatedChange = { kind: Change['kind']; price: number | null; at: At };

export type Step =
  | { kind: 'clock'; by: number }
  | { kind: 'create'; price: number }
  | { kind: 'delete'; which: number }
  | { kind: 'touch' }
  | { kind: 'change'; which: number; rollback: boolean; change: StatedChange };

const start = Date.parse('2024-05-06T07:08:09.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

/** Makes the clock of history that of each session, `test.clock`. */
export async function useSessionClock({ sql }: TestDatabase): Promise<void> {
  await sql(`CREATE OR REPLACE FUNCTION listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT current_setting('test.clock')::timestamptz $$`);
}

/** A database and its model, which take the same steps; a write is refused by both or by neither. */
export class HistoryWorld {
  readonly listings = new Map<number, ModelListing>();
  readonly #sql: TestDatabase['sql'];
  #clock = start;

  private constructor(sql: TestDatabase['sql']) {
    this.#sql = sql;
  }

  static async empty(sql: TestDatabase['sql']): Promise<HistoryWorld> {
    const world = new HistoryWorld(sql);
    await world.take({ kind: 'clock', by: 0 });
    await sql('DELETE FROM listing');
    return world;
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'clock') await this.#moveClock(step.by);
    else if (step.kind === 'create') await this.#create(step.price);
    else if (step.kind === 'delete') await this.#delete(step.which);
    else if (step.kind === 'touch') await this.#sql('UPDATE listing SET name = name, version = 0, updated_date = NULL');
    else await this.#change(step);
  }

  async #moveClock(by: number): Promise<void> {
    this.#clock += by;
    await this.#sql("SELECT set_config('test.clock', $1, false)", [iso(this.#clock)]);
  }

  async #create(price: number): Promise<void> {
    this.listings.set(await addListing({ sql: this.#sql }, { price }), createdListing(price, this.#clock));
  }

  async #delete(which: number): Promise<void> {
    const { id } = this.#listing(which) ?? {};
    if (id === undefined) return;
    await this.#sql('DELETE FROM listing WHERE id = $1', [id]);
    this.listings.delete(id);
  }

  async #change({ which, change, rollback }: Extract<Step, { kind: 'change' }>): Promise<void> {
    const { id, listing } = this.#listing(which) ?? {};
    if (id === undefined || !listing) return;
    const stated = toChange(listing, change);
    const expected = changedListing(listing, stated, this.#clock);
    await this.#sql('BEGIN');
    const refusal = await write(this.#sql, id, stated);
    assert.equal(refusal === undefined, expected !== undefined, `${JSON.stringify(stated)}: ${refusal}`);
    await this.#sql(rollback ? 'ROLLBACK' : 'COMMIT');
    if (expected && !rollback) this.listings.set(id, expected);
  }

  #listing(which: number): { id: number; listing: ModelListing } | undefined {
    const entry = [...this.listings][which % Math.max(this.listings.size, 1)];
    return entry && { id: entry[0], listing: entry[1] };
  }
}

function toChange({ prices, updated }: ModelListing, { kind, price, at }: StatedChange): Change {
  const beside = 'beside' in at ? prices[at.beside % prices.length] : undefined;
  const instant = 'after' in at ? updated + at.after : (beside?.effective ?? 0) + at.by;
  if (kind === 'add') return { kind, price, at: instant };
  if (kind === 'backdate') return { kind, price: price ?? 0, at: instant };
  return kind === 'set' ? { kind, price: price ?? 0 } : { kind, name: `Flat ${price}` };
}

/** @returns why it was refused, if it was. */
async function write(sql: TestDatabase['sql'], id: number, change: Change): Promise<unknown> {
  try {
    if (change.kind === 'backdate') await sql('SET LOCAL app.backdate = on');
    if (change.kind === 'add') await addPrice({ sql }, [id, change.price], `'${iso(change.at)}'`);
    else await sql(...update(id, change));
    return undefined;
  } catch (error) {
    return error;
  }
}

function update(id: number, change: Exclude<Change, { kind: 'add' }>): [text: string, values: unknown[]] {
  switch (change.kind) {
    case 'set':
      return ['UPDATE listing SET price = $1 WHERE id = $2', [change.price, id]];
    case 'rename':
      return ['UPDATE listing SET name = $1 WHERE id = $2', [change.name, id]];
    case 'backdate':
      return ['UPDATE listing SET price = $1, updated_date = $2 WHERE id = $3', [change.price, iso(change.at), id]];
  }
}
