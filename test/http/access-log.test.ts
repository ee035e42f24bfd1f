import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openLog } from '../../src/log/open-log.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { TestIssuer, takerFrom } from '../support/test-issuer.ts';

let issuer: TestIssuer;
const lines: string[] = [];
const to = { write: (line: string) => void lines.push(line) };
before(async () => {
  issuer = await TestIssuer.start();
});
beforeEach(() => void lines.splice(0));
after(async () => await issuer.stop());

/** An API with a log of this level, and what it has written since it was built. */
async function logged(logLevel: 'info' | 'debug', work: (api: TestApi) => Promise<void>): Promise<void> {
  const taken = takerFrom(issuer);
  const guard = { issuer: taken, anonymous: undefined, opensWithoutKeys: false };
  const api = await startTestApi({ guard, log: await openLog({ logLevel, logFormat: 'json', to }) });
  try {
    lines.length = 0;
    await work(api);
  } finally {
    await api.stop();
  }
}

const read = async (api: TestApi, token: string) =>
  await api.call('GET', '/listings', undefined, { authorization: `Bearer ${token}` });

const reasons = () => lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'debug');

test('at LOG_LEVEL=debug the operator is told why a token does not count, but not whose it is; who sends it is not told', async () => {
  await logged('debug', async (api) => {
    const tokens = [
      await issuer.token({ sub: 'secretive', aud: 'something-else' }),
      await issuer.token({ sub: 'secretive', exp: undefined }),
      await issuer.token({ sub: 'secretive'.repeat(30) }),
    ];
    const answers = [];
    for (const token of tokens) answers.push(await read(api, token));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([401]));
    assert.equal(new Set(answers.map(({ body }) => body.detail)).size, 1);
    assert.doesNotMatch(answers.map(({ text }) => text).join(), /aud|exp\b|claim/);
    assert.deepEqual(
      reasons().map(({ method, route, msg }) => [method, route, msg]),
      [
        'aud is wrong: expected is AUTH_AUDIENCE, pricetrail, alone or in a list',
        'exp is missing: expected is an instant to come, in seconds',
        'sub is wrong: expected is a text of 1 to 200 characters that can be read, and does not begin with key:',
      ].map((why) => ['GET', '/listings', `a token is refused: the claim ${why}`]),
    );
    for (const part of ['secretive', 'something-else', ...tokens.flatMap((token) => token.split('.').slice(1))])
      assert.ok(!lines.join('').includes(part), part);
  });
});

test('of tokens that are refused for one reason one a second is told', async (t) => {
  await logged('debug', async (api) => {
    const begun = performance.now();
    const token = await issuer.token({ aud: 'something-else' });
    t.mock.method(performance, 'now', () => begun);
    for (let n = 0; n < 5; n += 1) await read(api, token);
    t.mock.method(performance, 'now', () => begun + 1_000);
    await read(api, token);
    assert.deepEqual(
      reasons().map(({ more }) => more),
      [undefined, 4],
    );
  });
});

test('at other levels nothing is written of a token that does not count', async () => {
  await logged('info', async (api) => {
    assert.equal((await read(api, await issuer.token({ aud: 'something-else' }))).status, 401);
    assert.deepEqual(lines, []);
  });
});
