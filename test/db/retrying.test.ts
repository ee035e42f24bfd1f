import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { retrying } from '../../src/db/retrying.ts';
import type { Transaction } from '../../src/db/session.ts';
import { AppError } from '../../src/errors.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await database.sql('CREATE TABLE note (text text)');
});
after(async () => await database.drop());

/** Writes a note; the first so many times its session is ended before it can commit. */
function noting(text: string, lost: number) {
  let attempts = 0;
  return {
    attempts: () => attempts,
    write: async (tx: Transaction) => {
      attempts += 1;
      await tx.query({ text: 'INSERT INTO note VALUES ($1)', values: [text] });
      if (attempts > lost) return;
      const { rows } = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
      await database.sql('SELECT pg_terminate_backend($1, 10000)', [rows[0]?.pid]);
      await tx.query({ text: 'SELECT 1' });
    },
  };
}

const notes = async (text: string) => (await database.sql('SELECT FROM note WHERE text = $1', [text])).length;

test('a transaction whose session is ended before it commits is made on another connection, once', async () => {
  const note = noting('lost once', 1);
  await retrying(() => database.db.transaction(note.write));
  assert.deepEqual([note.attempts(), await notes('lost once')], [2, 1]);
});

test('where that is lost, too, it is given up, and nothing is written', async () => {
  const note = noting('lost twice', 2);
  await assert.rejects(
    retrying(() => database.db.transaction(note.write)),
    { code: 'unavailable' },
  );
  assert.deepEqual([note.attempts(), await notes('lost twice')], [2, 0]);
});

test('a COMMIT that is never sent, since the connection is known to be gone, commits nothing: it is made again', async () => {
  let attempts = 0;
  await retrying(() =>
    database.db.transaction(async (tx) => {
      attempts += 1;
      await tx.query({ text: "INSERT INTO note VALUES ('unsent')" });
      if (attempts === 1) await loseUnnoticed(tx);
    }),
  );
  assert.deepEqual([attempts, await notes('unsent')], [2, 1]);
});

/** Its session is ended while nothing of it is under way. */
async function loseUnnoticed(tx: Transaction): Promise<void> {
  const { rows } = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
  await database.sql('SELECT pg_terminate_backend($1, 10000)', [rows[0]?.pid]);
  const isKnown = async () => await tx.query({ text: 'SELECT 1' }).then(() => false, isNotSent);
  await until('the process knows that it is gone', isKnown);
}

function isNotSent({ cause }: { cause?: Error }): boolean {
  return cause?.message.endsWith('is not queryable') ?? false;
}

test('what may have been written is not made again', async () => {
  let attempts = 0;
  const work = async () => {
    attempts += 1;
    throw new AppError('outcome_unknown', 'it may have been made', {
      cause: new Error('Connection terminated unexpectedly'),
    });
  };
  await assert.rejects(retrying(work), { code: 'outcome_unknown' });
  assert.equal(attempts, 1);
});

test('where the lost attempt is still under way for the server, it is the loss that is told', async () => {
  const cause = new Error('Connection terminated unexpectedly');
  const told = [new AppError('in_progress', 'it is under way'), new AppError('unavailable', 'it is lost', { cause })];
  const work = async () => {
    throw told.pop();
  };
  await assert.rejects(retrying(work), { code: 'unavailable' });
  assert.equal(told.length, 0);
});

test('an idle transaction that the server ends is made again', async () => {
  let attempts = 0;
  await retrying(() =>
    database.db.transaction(async (tx) => {
      attempts += 1;
      if (attempts === 1) await fallAsleep(tx);
      await tx.query({ text: "INSERT INTO note VALUES ('idle')" });
    }),
  );
  assert.equal(await notes('idle'), 1);
  assert.equal(attempts, 2);
});

test('what PostgreSQL takes for a second update of a row, while the first is being rolled back, is made again', async () => {
  let attempts = 0;
  const message = 'new multixact has more than one updating member: 0 3[7 (nokeyupd), 8 (keysh), 9 (nokeyupd)]';
  await retrying(() =>
    database.db.transaction(async (tx) => {
      attempts += 1;
      await tx.query({ text: "INSERT INTO note VALUES ('updated')" });
      const raise = `DO $$ BEGIN RAISE '${message}' USING ERRCODE = 'internal_error'; END $$`;
      if (attempts === 1) await tx.query({ text: raise });
    }),
  );
  assert.deepEqual([attempts, await notes('updated')], [2, 1]);
});

/** Is idle until the server ends the session. */
async function fallAsleep(tx: Transaction): Promise<void> {
  const { rows } = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
  const isThere = 'SELECT FROM pg_stat_activity WHERE pid = $1';
  await tx.query({ text: "SET LOCAL idle_in_transaction_session_timeout = '1ms'" });
  await until('it has ended', async () => (await database.sql(isThere, [rows[0]?.pid])).length === 0);
}
