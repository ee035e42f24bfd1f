import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Issuer } from '../../src/access/issuer.ts';
import type { Caller } from '../../src/access/role.ts';
import { assertProblem } from '../support/problem.ts';
import { HostileServer, hostileAnswers } from '../support/security/hostile-server.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { audience, TestIssuer } from '../support/test-issuer.ts';

/** An issuer that a test replaces: one that failed is left alone for a while. */
class ReplacedIssuer extends Issuer {
  current: Issuer = this;

  override async callerOf(token: string): Promise<Caller> {
    return await this.current.callerOf(token);
  }
}

const options = { audience, rolesClaim: 'roles', answerMs: 400 };
const issuer = new ReplacedIssuer({ ...options, issuer: 'http://127.0.0.1' });

let server: HostileServer;
let api: TestApi;
let token: string;
before(async () => {
  server = await HostileServer.open();
  api = await startTestApi({ guard: { issuer, anonymous: 'reader', opensWithoutKeys: false } });
  const real = await TestIssuer.start();
  token = await real.token({ iss: server.url });
  await real.stop();
});
after(async () => {
  await api.stop();
  await server.close();
});

const [discovery, keys] = ['/.well-known/openid-configuration', '/keys'];

async function assertHeldOff(): Promise<void> {
  issuer.current = new Issuer({ ...options, issuer: server.url });
  server.asked.length = 0;
  const [answer, other] = await Promise.all([
    api.call('GET', '/listings', undefined, { authorization: `Bearer ${token}` }),
    api.call('GET', '/listings'),
  ]);
  assertProblem(answer, 'unavailable');
  assert.equal(other.status, 200);
  assert.doesNotMatch(answer.text, /127\.0\.0\.1|fetch|JSON/);
  assert.ok(!server.asked.includes('/elsewhere'));
}

for (const [what, answer] of Object.entries(hostileAnswers)) {
  test(`API10:2023 an issuer whose discovery document answers ${what} is given up soon, and lets nobody in`, async () => {
    server.answers = { [discovery]: answer };
    await assertHeldOff();
    assert.deepEqual(server.asked, [discovery]);
  });

  test(`API10:2023 an issuer whose keys answer ${what} is given up soon, and lets nobody in`, async () => {
    const document = JSON.stringify({ issuer: server.url, jwks_uri: `${server.url}${keys}` });
    server.answers = { [discovery]: (response) => response.end(document), [keys]: answer };
    await assertHeldOff();
    assert.ok(server.asked.includes(keys));
  });
}

test('API10:2023 of an answer without an end little is taken', () => {
  assert.ok(server.bytesTaken < 20_000_000, `${server.bytesTaken} bytes`);
});

for (const address of ['file:///etc/passwd', 'data:application/json,{"keys":[]}', 'keys', 'ftp://127.0.0.1/keys']) {
  test(`API10:2023 keys are not looked for at ${address}`, async () => {
    const document = JSON.stringify({ issuer: server.url, jwks_uri: address });
    server.answers = { [discovery]: (response) => response.end(document) };
    await assertHeldOff();
  });
}

test('API10:2023 keys are not looked for in the clear on another host', async () => {
  const elsewhere = `${server.url.replace('127.0.0.1', 'localhost')}/elsewhere`;
  const document = JSON.stringify({ issuer: server.url, jwks_uri: elsewhere });
  server.answers = { [discovery]: (response) => response.end(document) };
  await assertHeldOff();
});
