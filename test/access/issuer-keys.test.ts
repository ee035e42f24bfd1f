import assert from 'node:assert/strict';
import { afterEach, beforeEach, type TestContext, test } from 'node:test';
import type { IssuerOptions } from '../../src/access/issuer.ts';
import { AppError } from '../../src/errors.ts';
import { TestIssuer, takerFrom } from '../support/test-issuer.ts';
import { until } from '../support/until.ts';

const minutes = 60_000;
const [discovery, keys] = ['/.well-known/openid-configuration', '/keys'];

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await TestIssuer.start();
});
afterEach(async () => await issuer.stop());

/** Who takes its tokens, and how late it is there, in ms. */
function takerOf(t: TestContext, options: Partial<IssuerOptions> = {}) {
  const clock = { ms: 0 };
  t.mock.method(performance, 'now', () => clock.ms);
  const taker = takerFrom(issuer, options);
  const outcome = async (token: string) => {
    try {
      return (await taker.callerOf(token)).actor;
    } catch (error) {
      assert.ok(error instanceof AppError);
      return error.code;
    }
  };
  return { clock, outcome };
}

/** Tokens that name keys that nobody has. */
async function junk(count: number): Promise<string[]> {
  return await Promise.all(Array.from({ length: count }, (_, n) => issuer.token({}, { kid: `made up ${n}` })));
}

test('the keys are asked for once, not for each token', async (t) => {
  const { outcome } = takerOf(t);
  const token = await issuer.token();
  await Promise.all(Array.from({ length: 20 }, () => outcome(token)));
  assert.equal(await outcome(token), 'anna');
  assert.deepEqual(issuer.asked, [discovery, keys]);
});

test('a key that the issuer has changed to is found when a token names it, and the one of before counts no more', async (t) => {
  const { outcome } = takerOf(t, { cooldownMs: 0 });
  const old = await issuer.token();
  assert.equal(await outcome(old), 'anna');
  await issuer.rotate('second');
  assert.equal(await outcome(await issuer.token()), 'anna');
  assert.equal(await outcome(old), 'unauthenticated');
});

for (const kid of [undefined, 'first']) {
  const how = kid === undefined ? 'has no name' : 'has the name of the one of before';
  test(`a key that the issuer has changed to is found although it ${how}`, async (t) => {
    const { clock, outcome } = takerOf(t);
    await issuer.rotate(kid);
    const old = await issuer.token();
    assert.equal(await outcome(old), 'anna');
    await issuer.rotate(kid);
    const token = await issuer.token();
    assert.equal(await outcome(token), 'unauthenticated');
    assert.equal(issuer.asked.length, 2, 'that is looked for once in 30 s');
    clock.ms = 30_000;
    assert.deepEqual([await outcome(token), await outcome(old)], ['anna', 'unauthenticated']);
  });

  test(`tokens of both keys count while the issuer publishes two, of which the second ${how}`, async (t) => {
    const { outcome } = takerOf(t, { cooldownMs: 0 });
    await issuer.rotate(kid);
    const old = await issuer.token();
    await issuer.rotate(kid, { keepsOld: true });
    const tokens = [old, await issuer.token()];
    for (const token of tokens) assert.equal(await outcome(token), 'anna');
    assert.equal(await outcome(`${old.slice(0, -8)}AAAAAAAA`), 'unauthenticated');
  });
}

for (const keepsOld of [true, false]) {
  const what = keepsOld ? 'has the old ones still' : 'is there no more';
  test(`keys are found where the issuer has moved them to, once a token names one, if the old address ${what}`, async (t) => {
    const { clock, outcome } = takerOf(t);
    await outcome(await issuer.token());
    await issuer.rotate('second');
    await issuer.move('/keys2', { keepsOld });
    clock.ms = 30_000;
    assert.equal(await outcome(await issuer.token()), 'anna');
  });

  test(`keys are found where the issuer has moved them to after ten minutes, if the old address ${what}`, async (t) => {
    const { clock, outcome } = takerOf(t);
    const token = await issuer.token();
    await outcome(token);
    await issuer.move('/keys2', { keepsOld });
    clock.ms = 9 * minutes - 1;
    assert.equal(await outcome(token), 'anna');
    assert.deepEqual(issuer.asked, [discovery, keys]);
    clock.ms = 10 * minutes;
    assert.equal(await outcome(token), 'anna');
    assert.deepEqual(issuer.asked, [discovery, keys, discovery, '/keys2']);
  });
}

test('while its discovery document cannot be had the issuer is asked for keys where they were', async (t) => {
  const { clock, outcome } = takerOf(t);
  await outcome(await issuer.token());
  issuer.isDown = (path) => path === discovery;
  await issuer.rotate('second');
  const token = await issuer.token();
  for (const ms of [30_000, 11 * minutes]) {
    clock.ms = ms;
    assert.equal(await outcome(token), 'anna');
  }
});

test('that its discovery document cannot be had is told once when it begins, whatever tokens come', async (t) => {
  const told: unknown[] = [];
  const { clock, outcome } = takerOf(t, { onOutdated: (cause) => told.push(cause), cooldownMs: 0 });
  await outcome(await issuer.token());
  assert.deepEqual(told, []);
  for (const outages of [1, 2]) {
    issuer.isDown = (path) => path === discovery;
    for (const one of await junk(3)) assert.equal(await outcome(one), 'unauthenticated');
    assert.equal(told.length, outages);
    assert.match(String(told.at(-1)), /openid-configuration answers 500/);
    issuer.isDown = false;
    clock.ms += 11 * minutes;
    assert.equal(await outcome(await issuer.token()), 'anna');
  }
});

test('an issuer that has never told its keys is not told of as one whose old ones are read', async (t) => {
  const { outcome } = takerOf(t, { onOutdated: () => assert.fail('there are none') });
  issuer.isDown = (path) => path === discovery;
  assert.equal(await outcome(await issuer.token()), 'unavailable');
});

test('an address whose keys cannot be had does not replace the one where they were', async (t) => {
  const { clock, outcome } = takerOf(t);
  const token = await issuer.token();
  await outcome(token);
  await issuer.move('/keys2', { keepsOld: true });
  issuer.isDown = (path) => path === '/keys2';
  clock.ms = 10 * minutes;
  assert.equal(await outcome(token), 'unavailable');
  issuer.isDown = (path) => path !== keys;
  clock.ms += 2_000;
  assert.equal(await outcome(token), 'anna');
});

test('for 30 s after the keys were read a token that names another one is refused without asking', async (t) => {
  const { clock, outcome } = takerOf(t);
  await outcome(await issuer.token());
  issuer.asked.length = 0;
  const [token = ''] = await junk(1);
  clock.ms = 29_999;
  assert.equal(await outcome(token), 'unauthenticated');
  assert.deepEqual(issuer.asked, []);
  clock.ms = 30_000;
  assert.equal(await outcome(token), 'unauthenticated');
  assert.equal(await outcome(token), 'unauthenticated');
  assert.deepEqual(issuer.asked, [discovery, keys]);
});

for (const [what, isDown] of Object.entries({
  everything: true,
  'its discovery document': (path: string) => path === discovery,
  'its keys': (path: string) => path === keys,
})) {
  test(`an issuer that has never told its keys is left alone for 2 s where it fails for ${what}`, async (t) => {
    const { clock, outcome } = takerOf(t);
    issuer.isDown = isDown;
    const token = await issuer.token();
    assert.equal(await outcome(token), 'unavailable');
    const asked = issuer.asked.length;
    clock.ms = 1_999;
    for (const one of [token, ...(await junk(3))]) assert.equal(await outcome(one), 'unavailable');
    assert.equal(issuer.asked.length, asked);
    issuer.isDown = false;
    clock.ms = 2_000;
    assert.equal(await outcome(token), 'anna');
  });
}

test('made-up keys do not make the service ask an issuer that fails, nor keep those out whose key is known', async (t) => {
  const { clock, outcome } = takerOf(t);
  const token = await issuer.token();
  await outcome(token);
  issuer.isDown = true;
  issuer.asked.length = 0;
  clock.ms = 30_000;
  for (const one of await junk(50)) {
    assert.equal(await outcome(one), 'unavailable');
    assert.equal(await outcome(token), 'anna');
  }
  assert.deepEqual(issuer.asked, [discovery, keys]);
  clock.ms += 1_999;
  await outcome((await junk(1))[0] ?? '');
  assert.deepEqual(issuer.asked, [discovery, keys]);
  clock.ms += 1;
  await outcome((await junk(1))[0] ?? '');
  assert.deepEqual(issuer.asked, [discovery, keys, discovery, keys]);
  assert.equal(await outcome(token), 'anna');
});

test('an issuer that publishes no key at all has failed: those that are known count', async (t) => {
  const { clock, outcome } = takerOf(t);
  const token = await issuer.token();
  await outcome(token);
  issuer.publishNone();
  clock.ms = 30_000;
  assert.equal(await outcome((await junk(1))[0] ?? ''), 'unavailable');
  assert.equal(await outcome(token), 'anna');
});

test('in the tenth minute keys are read anew, and nobody waits for them', { timeout: 20_000 }, async (t) => {
  const { clock, outcome } = takerOf(t, { answerMs: 600_000 });
  const token = await issuer.token();
  await outcome(token);
  const letGo = issuer.hang();
  clock.ms = 9 * minutes;
  for (let round = 0; round < 3; round += 1) assert.equal(await outcome(token), 'anna');
  await until('it is asked', async () => issuer.asked.length === 3);
  letGo();
  issuer.isDown = false;
  await until('keys are read', async () => issuer.asked.length === 4);
  clock.ms += 9 * minutes - 1;
  assert.equal(await outcome(token), 'anna');
  assert.deepEqual(issuer.asked, [discovery, keys, discovery, keys]);
});

test('an issuer that is away at the end of the ten minutes, and then back, is missed by nobody', {
  timeout: 20_000,
}, async (t) => {
  const { clock, outcome } = takerOf(t);
  const token = await issuer.token();
  await outcome(token);
  issuer.isDown = true;
  clock.ms = 9 * minutes;
  assert.equal(await outcome(token), 'anna');
  await until('it was asked in vain', async () => issuer.asked.length === 4);
  issuer.isDown = false;
  await until('it is asked again', async () => {
    clock.ms += 100;
    assert.equal(await outcome(token), 'anna');
    return issuer.asked.length === 6;
  });
  clock.ms = 11 * minutes;
  assert.equal(await outcome(token), 'anna');
});

test('who waits for an issuer that hangs is let go when its taker is closed', { timeout: 20_000 }, async () => {
  const taker = takerFrom(issuer, { answerMs: 600_000 });
  issuer.hang();
  const refused = assert.rejects(taker.callerOf(await issuer.token()), { code: 'unavailable' });
  await until('it is asked', async () => issuer.asked.length === 1);
  taker.close();
  await refused;
});

test('where the keys cannot be had for ten minutes nobody is let in, nor refused for good', async (t) => {
  const { clock, outcome } = takerOf(t);
  const token = await issuer.token();
  await outcome(token);
  issuer.isDown = true;
  clock.ms = 10 * minutes;
  assert.equal(await outcome(token), 'unavailable');
  issuer.isDown = false;
  clock.ms += 2_000;
  assert.equal(await outcome(token), 'anna');
});

test('who comes with a known key does not wait for an issuer that hangs', async (t) => {
  const { clock, outcome } = takerOf(t, { answerMs: 2_000 });
  const token = await issuer.token();
  await outcome(token);
  clock.ms = 30_000;
  const letGo = issuer.hang();
  issuer.asked.length = 0;
  const waiting = Promise.all((await junk(50)).map(outcome));
  let isOver = false;
  void waiting.then(() => (isOver = true));
  assert.equal(await outcome(token), 'anna');
  assert.equal(isOver, false);
  letGo();
  assert.deepEqual(new Set(await waiting), new Set(['unavailable']));
  assert.deepEqual(issuer.asked, [discovery, keys]);
});
