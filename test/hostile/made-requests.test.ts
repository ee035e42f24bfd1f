import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HostileWorld } from '../support/hostile/hostile-world.ts';
import { MadeRequests } from '../support/hostile/made-requests.ts';
import { numbersUpTo, requestsOf, seed } from '../support/hostile/runs.ts';
import { sendAll, sendUntilDone } from '../support/hostile/send-all.ts';

const requests = requestsOf({ usual: 1_500, thoroughly: 6_000 });

let world: HostileWorld;
before(async () => {
  world = await HostileWorld.start();
});
after(async () => await world?.end());

test(`${requests} requests that are odd in one to three places are all answered as they have to be`, async (t) => {
  const { operations, known, api } = world;
  const made = new MadeRequests({ seed, operations, known });
  t.diagnostic(`SEED=${seed}`);
  const seen = await sendAll(api.base, made, numbersUpTo(requests));
  const { faults, statuses, slowest } = seen;
  t.diagnostic(JSON.stringify({ statuses, slowest, ...world.measured() }));
  assert.deepEqual(faults, []);
  await sendUntilDone(api.base, { made, seen, operations });
  assert.deepEqual(
    operations.map(({ id }) => id).filter((id) => !seen.done.has(id)),
    [],
    'which are never done',
  );
});
