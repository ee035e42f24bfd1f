import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noTools, withTools } from '../../support/operations/server.ts';
import { OperationsWorld } from '../../support/operations/world.ts';

// Each step goes on from the one before. The price of every listing says which history is looked at.

const options = { skip: noTools, timeout: 110_000 };
let world: OperationsWorld;

before(async () => {
  if (!withTools) return;
  world = await OperationsWorld.open(withTools);
  await world.stop();
});
after(async () => await world?.close());

/** @returns when that was recorded */
async function change(price: number): Promise<string> {
  await world.machine.sql(`UPDATE listing SET price = ${price}`);
  const [last] = await world.machine.sql<{ at: string }>('SELECT max(recorded_at)::text AS at FROM listing_change');
  return last?.at ?? assert.fail();
}

const typeAsPostgres = async (text: string) => await world.shell.type([{ who: 'postgres', text }]);

const price = 'SELECT string_agg(DISTINCT trunc(price)::text, $$ $$) FROM listing';

/** @returns what the copy has */
async function copyTo(moment: string): Promise<string> {
  world.shell.places.MOMENT = moment;
  await world.type('To a moment');
  return (await world.typeAsService(`psql "$RESTORED_URL" -Atc '${price}'`)).trim();
}

const dropCopy = async () => await typeAsPostgres('pg_ctl --pgdata="$RESTORED" --silent stop && rm -r "$RESTORED"');

const baseBackups = async () => (await typeAsPostgres('cd "$BACKUPS" && ls -d base-*')).trim().split('\n');

/** That the copy does not take the place of the database, which is as it was. */
async function leavesDatabase(reason: RegExp): Promise<void> {
  const now = async () => await world.machine.sql(`SELECT pg_postmaster_start_time()::text, (${price})`);
  const [was, backups] = [await now(), await baseBackups()];
  await assert.rejects(world.type('In place of the database', 0), reason);
  assert.deepEqual([await now(), await baseBackups()], [was, backups]);
}

test('a copy that was resumed does not take the place of the database', options, async () => {
  await world.type('The archive');
  await world.type('A base backup');
  await change(1);
  const moment = await change(2);
  await change(3);
  assert.equal(await copyTo(moment), '1');
  await world.type('Try it', 0);
  await leavesDatabase(/recovery is not in progress.*No copy waits at its moment/s);
  await world.type('Try it', 2);
});

test('what was there before the first restore is not replaced by the second', options, async () => {
  const moment = await change(4);
  await change(5);
  await copyTo(moment);
  await world.type('In place of the database', 0);
  await world.type('A base backup');
  const second = await change(6);
  await change(7);
  await copyTo(second);
  await leavesDatabase(/\/data-before is there/);
  await dropCopy();
});
