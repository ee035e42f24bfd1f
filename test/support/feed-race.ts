import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Queryable } from '../../src/db/queryable.ts';
import { FeedReader, feedFaults, type Made } from './feed-reader.ts';
import { addListings } from './listing-rows.ts';
import { isLostToOthers } from './lost-to-others.ts';
import type { TestDatabase } from './test-database.ts';
import { untilCaughtUp } from './until-caught-up.ts';

const writers = 16;
const transactions = 5;
const listings = 6;
const readers = 3;

/**
 * Writers commit in random order, readers page along; then an older transaction writes after a younger one, once so that a
 * read comes in between, once to the same listing.
 * @returns what is wrong with what the readers were shown.
 */
export async function runFeedRace(database: TestDatabase, reads: Queryable): Promise<string[]> {
  const clients = await Promise.all(Array.from({ length: writers }, () => database.connect()));
  try {
    const first = new FeedReader(reads);
    await first.readOn();
    const before = first.changes.map(({ listing_id, version }) => ({ listing_id, version }));
    const made: Made[] = [...before];
    const ids = await addSome(database, { count: listings, made });
    const followers = Array.from({ length: readers }, () => new FeedReader(reads, 7));
    await whileReading(followers, async () => {
      await Promise.all(clients.map((client) => writeAll(client, ids, made)));
    });
    await overtake(clients, await addSome(database, { count: 4, made }), {
      made,
      read: () => Promise.all(followers.map((reader) => reader.readOn())),
    });
    const whole = new FeedReader(reads);
    await untilCaughtUp(database);
    await Promise.all([...followers, whole].map((reader) => reader.readOn()));
    const faults = [...followers, whole].flatMap((reader) => feedFaults(reader.changes, made));
    return [...faults, ...followers.flatMap((reader) => otherOrder(reader, whole))];
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function addSome(database: TestDatabase, { count, made }: { count: number; made: Made[] }): Promise<number[]> {
  const ids = await addListings(database, count);
  made.push(...ids.map((id) => ({ listing_id: id, version: 1 })));
  return ids;
}

/** There is one order, whenever it is read (SPEC 5). */
function otherOrder(one: FeedReader, other: FeedReader): string[] {
  const at = one.changes.findIndex(({ cursor }, index) => cursor !== other.changes[index]?.cursor);
  return at < 0 ? [] : [`another order from change ${at} on`];
}

async function whileReading(all: readonly FeedReader[], work: () => Promise<void>): Promise<void> {
  let over = false;
  const reading = all.map(async (reader) => {
    while (!over) {
      await reader.readOn();
      await sleep(Math.random() * 4);
    }
  });
  await work().finally(() => {
    over = true;
  });
  await Promise.all(reading);
}

const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;
const pause = () => sleep(Math.random() * 6);

async function writeAll(client: pg.Client, ids: readonly number[], made: Made[]): Promise<void> {
  for (let done = 0; done < transactions; ) {
    if (await writeOnce(client, ids, made)) done += 1;
  }
}

/** Writes some listings in any order. @returns false where it lost to others, and is to be tried again. */
async function writeOnce(client: pg.Client, ids: readonly number[], made: Made[]): Promise<boolean> {
  const written: Made[] = [];
  try {
    await client.query('BEGIN');
    for (let n = Math.random() * 4; n > 0; n -= 1) {
      written.push(...(await pick(usual)(client, pick(ids))));
      await pause();
    }
    const isKept = Math.random() < 0.8;
    await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
    if (isKept) made.push(...written);
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    assert.ok(isLostToOthers(error), String(error));
    return false;
  }
}

type Write = (client: pg.Client, id: number) => Promise<Made[]>;

const update: Write = async (client, id) => {
  const text = 'UPDATE listing SET price = price + 1 WHERE id = $1 RETURNING id AS listing_id, version';
  return (await client.query<Made>(text, [id])).rows;
};

const correct: Write = async (client, id) => {
  const text = `INSERT INTO listing_price (listing_id, effective_at, price_eur)
    SELECT id, created_date - random() * interval '1 day', 5 FROM listing WHERE id = $1`;
  const { rowCount } = await client.query(text, [id]);
  if (rowCount === 0) return [];
  return (await client.query<Made>('SELECT id AS listing_id, version FROM listing WHERE id = $1', [id])).rows;
};

const remove: Write = async (client, id) => {
  const text = 'DELETE FROM listing WHERE id = $1 RETURNING id AS listing_id, version + 1 AS version';
  return (await client.query<Made>(text, [id])).rows;
};

const usual: readonly Write[] = [
  ...Array.from({ length: 20 }, () => update),
  ...Array.from({ length: 8 }, () => correct),
  remove,
];

type Overtaken = { made: Made[]; read: () => Promise<unknown> };

/** What is left to chance above, for certain: the older transaction writes to a listing after the younger one. */
async function overtake(
  [older, younger]: readonly pg.Client[],
  [one = 0, ...others]: readonly number[],
  { made, read }: Overtaken,
): Promise<void> {
  assert.ok(older && younger);
  for (const [at, writeLast] of [update, correct, remove].entries()) {
    const other = others[at] ?? 0;
    await older.query('BEGIN');
    const written = await update(older, one);
    made.push(...(await update(younger, other)));
    await read();
    written.push(...(await writeLast(older, other)));
    await older.query('COMMIT');
    made.push(...written);
    await read();
  }
}
