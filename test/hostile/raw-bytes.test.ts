import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HostileWorld } from '../support/hostile/hostile-world.ts';
import { numbersUpTo, requestsOf, seed } from '../support/hostile/runs.ts';
import { sendAllRaw } from '../support/hostile/send-all-raw.ts';

const messages = requestsOf({ usual: 800, thoroughly: 3_000 });

let world: HostileWorld;
before(async () => {
  world = await HostileWorld.start();
});
after(async () => await world?.end());

test(`of ${messages} connections with bytes that no client sends none gets an answer that is not its own`, async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const { api, known } = world;
  const { faults, ...seen } = await sendAllRaw(api.base, { seed, key: known.key }, numbersUpTo(messages));
  t.diagnostic(JSON.stringify({ ...seen, ...world.measured() }));
  assert.deepEqual(faults, []);
});
