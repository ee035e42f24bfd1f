import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertProblem } from '../support/problem.ts';
import { type AttackedApi, startAttackedApi } from '../support/security/attacked-api.ts';
import { hostsInside, urlsOfOtherSchemes } from '../support/security/attacks.ts';
import { HostileServer } from '../support/security/hostile-server.ts';

// Item 7 of the OWASP API Security Top 10 of 2023: what the service can be made to ask.

let api: AttackedApi;
before(async () => {
  api = await startAttackedApi();
});
after(async () => await api.stop());

test('API7:2023 a webhook leads to no address inside, however it is written, and nothing is asked there', async () => {
  const inside = await HostileServer.open();
  const { port } = new URL(inside.url);
  const { id } = await api.registerWebhook();
  try {
    for (const host of hostsInside) {
      const url = `https://${host}:${port}/hook`;
      for (const [method, where] of [
        ['POST', '/webhooks'],
        ['PATCH', `/webhooks/${id}`],
      ] as const) {
        const answer = await api.call(method, where, { url }, api.as.admin);
        assertProblem(answer, 'invalid', { pointers: ['/url'] });
      }
    }
    for (const url of [...urlsOfOtherSchemes, inside.url, `https://1.1.1.1@127.0.0.1:${port}/`])
      assertProblem(await api.call('POST', '/webhooks', { url }, api.as.admin), 'invalid', { pointers: ['/url'] });
    assert.equal(inside.connections, 0);
  } finally {
    await inside.close();
  }
});
