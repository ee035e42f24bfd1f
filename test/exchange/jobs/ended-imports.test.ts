import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import { ImportWorld } from '../../support/import-world.ts';
import { someListing } from '../../support/listings.ts';
import { observationLine } from '../../support/observations.ts';
import { assertProblem } from '../../support/problem.ts';
import { until } from '../../support/until.ts';

const world = new ImportWorld();
beforeEach(async () => {
  await world.api.sql('DELETE FROM listing');
  await world.api.sql('DELETE FROM import_job');
});

/** The statement that a page of docs/ has by which imports are ended. */
async function statementOf(page: string): Promise<string> {
  const text = await readFile(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8');
  return /<<'END'\n(WITH ended AS .*?)\nEND$/ms.exec(text)?.[1] ?? assert.fail(`docs/${page}.md has none`);
}

/** Ends imports as docs/imports.md says. @returns those that it ended */
async function end(...ids: number[]): Promise<number[]> {
  const statement = (await statementOf('imports')).replace(":'ids'", `'{${ids}}'`);
  return (await world.api.sql<{ id: number }>(statement)).map(({ id }) => id);
}

const line = (reference: string) => observationLine(reference, '2020-01-01T00:00:00Z');

const isDone = async (reference: string) =>
  assert.equal((await world.post([line(reference)], { prefer: 'wait' })).body.status, 'done');

async function stored(): Promise<number> {
  const [row] = await world.api.sql<{ count: number }>("SELECT count(*) FROM listing WHERE reference LIKE 'bad-%'");
  return Number(row?.count);
}

test('the pages of docs/ end imports by the same statement', async () => {
  assert.equal(await statementOf('operations'), await statementOf('imports'));
});

test('an import that waits and is ended is not done, and says why; others are', async () => {
  await world.stopWorker();
  const { body } = await world.post([line('bad-1')]);
  assert.deepEqual(await end(), []);
  assert.deepEqual(await end(body.id), [body.id]);
  assert.deepEqual(await end(body.id), []);
  world.startWorker();
  await isDone('good');
  const { status, failure, finished_date } = await world.finished(body.id);
  assert.equal(status, 'failed');
  assert.match(failure, /^The operator has ended it/);
  assert.ok(finished_date);
  assert.deepEqual([await stored(), await world.api.sql('SELECT FROM import_body')], [0, []]);
});

test('an import that is ended while a worker writes it stays so, and the worker goes on with others', async () => {
  const last = { ...someListing(), reference: 'worse', latest_price_eur: 5 };
  const { body: listing } = await world.api.call('POST', '/listings', last);
  const locker = await world.api.connect();
  try {
    await locker.query(`BEGIN; SELECT FROM listing WHERE id = ${listing.id} FOR UPDATE`); // a batch waits for it
    const many = Array.from({ length: 10_000 }, (_, n) => line(`bad-${n}`));
    const { body } = await world.post([...many, line('worse')]);
    await until('a batch is written', async () => (await stored()) > 0);
    assert.deepEqual(await end(body.id), [body.id]);
    await locker.query('ROLLBACK');
    await isDone('good');
    const { status, failure, listings_created } = await world.finished(body.id);
    assert.equal(status, 'failed');
    assert.match(failure, /What it had written stays/);
    assert.ok(listings_created > 0 && listings_created < 10_000, String(listings_created));
    assert.equal(await stored(), listings_created);
    const prices = (await world.api.call('GET', `/listings/${listing.id}/prices`)).body;
    assert.equal(prices.length, 1);
  } finally {
    await locker.end();
  }
});

test('an import that is ended while a worker reads it writes nothing, and the worker goes on with others', async () => {
  const locker = await world.api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE import_part IN EXCLUSIVE MODE'); // it is opened before the first line is read
    const { body } = await world.post([line('bad-1')]);
    await until(
      'it is read',
      async () => (await world.api.call('GET', `/imports/${body.id}`)).body.status === 'reading',
    );
    assert.deepEqual(await end(body.id), [body.id]);
    await locker.query('ROLLBACK');
    await isDone('good');
    assert.deepEqual([(await world.finished(body.id)).status, await stored()], ['failed', 0]);
  } finally {
    await locker.end();
  }
});

test('who waits for an import that is ended is told so, and goes on with it under its Idempotency-Key', async () => {
  await world.stopWorker();
  const headers = { 'idempotency-key': '"bad"', prefer: 'wait' };
  const answer = world.post([line('bad-1')], headers);
  let ids: { id: number }[] = [];
  await until('it waits', async () => {
    ids = await world.api.sql("SELECT id FROM import_job WHERE status = 'waiting'");
    return ids.length === 1;
  });
  await end(...ids.map(({ id }) => id));
  assertProblem(await answer, 'conflict');
  world.startWorker();
  const again = await world.post([line('bad-1')], headers);
  assert.deepEqual([again.status, again.body.listings_created], [200, 1]);
});
