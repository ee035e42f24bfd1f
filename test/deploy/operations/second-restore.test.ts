import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noTools, withTools } from '../../support/operations/server.ts';
import { OperationsWorld } from '../../support/operations/world.ts';

// Each step goes on from the one before. The price of every listing says which history is looked at.

const options = { skip: noTools, timeout: 110_000 };
let world: OperationsWorld;
/** After the second base backup, whose history is given up. */
let givenUp: string;

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

/** Of the copy, and where it began. */
async function copyTo(moment: string, timeline = ''): Promise<{ price: string; from: string }> {
  Object.assign(world.shell.places, { MOMENT: moment, TIMELINE: timeline });
  const printed = await world.type('To a moment');
  const copied = await world.typeAsService(`psql "$RESTORED_URL" -Atc '${price}'`);
  return { price: copied.trim(), from: /^From .*\/(base-.*)$/m.exec(printed)?.[1] ?? assert.fail(printed) };
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
  assert.equal((await copyTo(moment)).price, '1');
  await world.type('Try it', 0);
  await leavesDatabase(/recovery is not in progress.*No copy waits at its moment/s);
  await world.type('Try it', 2);
});

test('a second restore begins with a base backup of the history that counts', options, async () => {
  const [first] = await baseBackups();
  const wrong = await change(4);
  await world.type('A base backup');
  await change(5);
  givenUp = await change(6);
  assert.deepEqual(await copyTo(wrong), { price: '3', from: first });
  world.shell.places.MOMENT = ''; // another shell
  await typeAsPostgres('mkdir "$BACKUPS/coming"');
  await world.type('In place of the database', 0);
  await typeAsPostgres('[ ! -e "$BACKUPS/coming" ]');
  assert.deepEqual(await baseBackups(), [first]);
  await change(7);
  const moment = await change(8);
  await change(9);
  assert.deepEqual(await copyTo(moment, 'latest'), { price: '7', from: first });
});

test('what was there before the first restore is not replaced by the second', options, async () => {
  await leavesDatabase(/\/data-before is there/);
  await dropCopy();
});

test('what was given up can be come to, also where its base backup is put aside', options, async () => {
  assert.equal((await copyTo(givenUp)).price, '5');
  await dropCopy();
});
