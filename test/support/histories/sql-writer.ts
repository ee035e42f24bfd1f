import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../../src/db/values.ts';
import { toValues } from '../../../src/listings/listing-row.ts';
import { addListing } from '../listing-rows.ts';
import { someListing } from '../listings.ts';
import { isLostToOthers } from '../lost-to-others.ts';
import type { PriceStated, SqlStatement, Statement } from './plan.ts';
import type { Written } from './replay.ts';
import { idOf, instantOf, note, type World } from './world.ts';

type Transaction = Extract<Statement, { by: 'SQL' }>;
type Sql = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

/** A transaction of plain SQL; what it wrote is noted once it is committed. */
export async function writeBySql(world: World, { statements, commit, pauseMs }: Transaction): Promise<void> {
  const client = await world.connections.connect();
  const sql: Sql = async <Row extends object>(text: string, values?: unknown[]) =>
    (await client.query<Row>(text, values)).rows;
  try {
    await sql('BEGIN');
    const written: Written[] = [];
    for (const statement of statements) {
      written.push(...(await run(world, sql, statement)));
      await sleep(pauseMs);
    }
    await sql(commit ? 'COMMIT' : 'ROLLBACK');
    if (commit) for (const write of written) noteWrite(world, write);
  } catch (error) {
    await sql('ROLLBACK');
    assert.ok(isLostToOthers(error), String(error));
  } finally {
    client.release();
  }
}

function noteWrite(world: World, write: Written): void {
  const { sent } = write;
  if (sent.kind === 'create') world.ids[sent.reference === world.references[0] ? 0 : 1] = write.id;
  const instants = sent.kind === 'state' ? sent.rows.map(({ effective }) => effective) : [write.updated ?? ''];
  note(world, write, ...instants.filter((instant) => instant !== ''));
}

async function run(world: World, sql: Sql, statement: SqlStatement): Promise<Written[]> {
  if (!statement.undone) return await write(world, sql, statement);
  await sql('SAVEPOINT undone');
  await write(world, sql, statement);
  await sql('ROLLBACK TO SAVEPOINT undone');
  return [];
}

type Row = { id: number; version: number; updated_date: Instant };

async function write(world: World, sql: Sql, statement: SqlStatement): Promise<Written[]> {
  switch (statement.do) {
    case 'insert': {
      const { slot, price, name } = statement;
      const reference = world.references[slot];
      const row = toValues(someListing({ name, latest_price_eur: price, reference }));
      const id = await addListing({ sql }, row);
      return (await sql<Row>(rowOf, [[id]])).map((row) => toWritten(row, { kind: 'create', reference, price, name }));
    }
    case 'set': {
      const { slots, price, name } = statement;
      const text = `UPDATE listing SET price = coalesce($2, price), name = coalesce($3, name) ${ofIds}`;
      const rows = await sql<Row>(text, [idsOf(world, slots), price, name]);
      return rows.map((row) => toWritten(row, { kind: 'set', price, name }));
    }
    case 'raise': {
      const rows = await sql<Row>(`UPDATE listing SET price = price + 1 ${ofIds}`, [idsOf(world, statement.slots)]);
      return rows.map((row) => toWritten(row, { kind: 'raise' }));
    }
    case 'touch': {
      const text = `UPDATE listing SET name = name, version = 0, updated_date = NULL ${ofIds}`;
      assert.deepEqual(await sql(text, [idsOf(world, statement.slots)]), [], 'H2');
      return [];
    }
    case 'delete': {
      const rows = await sql<Row>('DELETE FROM listing WHERE id = ANY ($1) RETURNING id', [
        idsOf(world, statement.slots),
      ]);
      return rows.map(({ id }) => ({ id, version: Number.POSITIVE_INFINITY, sent: { kind: 'delete' }, made: true }));
    }
    case 'state':
      return await addPrices(world, sql, statement.rows);
  }
}

const rowOf = 'SELECT id, version, updated_date FROM listing WHERE id = ANY ($1) ORDER BY id';
const ofIds = 'WHERE id = ANY ($1) RETURNING id, version, updated_date';

function idsOf(world: World, slots: readonly (0 | 1)[]): number[] {
  return slots.flatMap((slot) => idOf(world, slot) ?? []);
}

function toWritten({ id, version, updated_date }: Row, sent: Written['sent']): Written {
  return { id, version, sent, made: true, updated: updated_date };
}

/** Rows of the price history itself, of several listings in one statement. */
async function addPrices(world: World, sql: Sql, stated: PriceStated[]): Promise<Written[]> {
  const rows = stated.map(({ slot, price, at }) => [idOf(world, slot), instantOf(world, at), price] as const);
  const added = await sql<{ listing_id: number; effective: Instant; recorded: Instant; price: number | null }>(
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
     SELECT id, at, listing_record_time(id, at), stated.price
     FROM unnest($1::bigint[], $2::timestamptz[], $3::numeric[]) AS stated (listing_id, at, price) JOIN listing ON id = listing_id
     RETURNING listing_id, effective_at AS effective, recorded_at AS recorded, price_eur AS price`,
    [rows.map(([id]) => id), rows.map(([, at]) => at), rows.map(([, , price]) => price)],
  );
  const byListing = Map.groupBy(added, ({ listing_id }) => listing_id);
  return (await sql<Row>(rowOf, [[...byListing.keys()]])).map((row) => {
    const prices = (byListing.get(row.id) ?? []).map(({ effective, recorded, price }) => ({
      effective,
      recorded,
      price,
    }));
    return toWritten(row, { kind: 'state', rows: prices, direct: true });
  });
}
