import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { embedded, type Machine, noTools, startMachine, withTools } from '../../support/operations/server.ts';
import { OperationsWorld } from '../../support/operations/world.ts';

let world: OperationsWorld;
let newer: Machine;
before(async () => {
  if (!withTools) return;
  world = await OperationsWorld.open(withTools);
  newer = await startMachine(embedded);
});
after(async () => {
  await world?.close();
  await newer?.stop();
});

test('a dump becomes a database of a newer PostgreSQL, sound, with a lake and another epoch', {
  skip: noTools,
  timeout: 110_000,
}, async () => {
  await world.call('PATCH', '/listings/7', { latest_price_eur: 182_000 });
  const { body } = await world.call('GET', '/changes?before=now&limit=1');
  await world.stop();
  const DUMP = (await world.type('A dump')).trim().split('\n').at(-1) ?? '';
  const NEW_URL = newer.url('pricetrail');
  Object.assign(world.shell.places, { DUMP, NEW_URL, PGPASSWORD: newer.password });
  const printed = await world.type('From a dump');
  assert.match(printed, /Sound\..*The lake agrees with the database/s);
  assert.doesNotMatch(printed, /WARNING/);
  world.shell.places.DATABASE_URL = NEW_URL;
  await world.start();
  const answer = await world.call('GET', `/changes?after=${body[0].cursor}`);
  assert.deepEqual([answer.status, answer.body.type], [410, '/problems/gone']);
  assert.equal((await world.call('GET', '/changes')).body.length, 61);
  assert.equal((await world.call('GET', '/listings/7')).body.latest_price_eur, 182_000);
});
