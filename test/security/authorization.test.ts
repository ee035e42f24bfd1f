import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { operationsOf } from '../support/operations.ts';
import { assertProblem } from '../support/problem.ts';
import { sendRaw } from '../support/raw-http.ts';
import { type AttackedApi, startAttackedApi } from '../support/security/attacked-api.ts';
import { overridingHeaders, pathsToWebhooks } from '../support/security/attacks.ts';
import { startTestApi } from '../support/test-api.ts';

// Items 1, 3 and 5 of the OWASP API Security Top 10 of 2023: whose things they are, which members, which operations.

let api: AttackedApi;
before(async () => {
  api = await startAttackedApi();
});
after(async () => await api.stop());

test('API1:2023 an import under the Idempotency-Key of somebody else is another import', async () => {
  const line = JSON.stringify({ ...someListing({ reference: 'api1' }), observed_at: '2024-01-01T00:00:00Z' });
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': '"guessed"' };
  const mine = await api.call('POST', '/imports', line, { ...headers, ...api.as.writer });
  const theirs = await api.call('POST', '/imports', line, { ...headers, ...api.as.stranger });
  assert.deepEqual([mine.status, theirs.status], [202, 202]);
  assert.notEqual(mine.body.id, theirs.body.id);
});

test('API1:2023 a delivery is reached through its own webhook alone', async () => {
  const [one, other] = [await api.registerWebhook(), await api.registerWebhook()];
  const { body: delivery } = await api.call('POST', `/webhooks/${one.id}/test`, undefined, api.as.admin);
  const replay = async (id: number) =>
    await api.call('POST', `/webhooks/${id}/deliveries/${delivery.id}/replay`, undefined, api.as.admin);
  assertProblem(await replay(other.id), 'not-found');
  assert.deepEqual((await api.call('GET', `/webhooks/${other.id}/deliveries`, undefined, api.as.admin)).body, []);
});

test('API1:2023 where reads take a key, who has none cannot tell a listing that is there from one that is not', async () => {
  const closed = await startTestApi({ guard: { anonymous: undefined, opensWithoutKeys: false } });
  try {
    await addListings(closed, 1);
    const [{ id } = { id: 0 }] = await closed.sql<{ id: number }>('SELECT id FROM listing');
    for (const suffix of ['', '/prices', '/corrections', '/chart.svg', '/chart.png', '/badge.svg', '/market']) {
      const [there, not] = [
        await closed.call('GET', `/listings/${id}${suffix}`),
        await closed.call('GET', `/listings/99${suffix}`),
      ];
      assert.deepEqual([there.status, there.text], [401, not.text], suffix);
    }
  } finally {
    await closed.stop();
  }
});

/** What nobody but the service states. */
const ofTheService = [
  'id',
  'version',
  'created_date',
  'updated_date',
  'recorded_at',
  'actor',
  'role',
  'secret',
  'status_reason',
];

test('API3:2023 no write takes a member that it does not name, of whatever it is', async () => {
  const { id } = await api.registerWebhook();
  const writes: [string, string, Record<string, unknown>][] = [
    ['POST', '/listings', { ...someListing() }],
    ['PUT', api.listing, { ...someListing() }],
    ['PATCH', api.listing, {}],
    ['PUT', `${api.listing}/prices/2020-01-01T00:00:00Z`, { price_eur: 1 }],
    ['POST', '/webhooks', { url: 'https://1.1.1.1/' }],
    ['PATCH', `/webhooks/${id}`, {}],
    ['POST', `/webhooks/${id}/replay`, { after: 'now' }],
  ];
  for (const [method, where, body] of writes) {
    for (const member of ofTheService) {
      const answer = await api.call(method, where, { ...body, [member]: 1 }, api.as.admin);
      assertProblem(answer, 'invalid', { pointers: [`/${member}`] });
    }
  }
  await api.assertUntouched();
});

test('API3:2023 no operation takes a parameter that it does not name', async () => {
  for (const { method, path: where } of await operationsOf(api)) {
    if (/^\/(livez|readyz)/.test(where)) continue;
    const answer = await api.call(
      method,
      `${where}?actor=x&role=admin`,
      method === 'GET' ? undefined : {},
      api.as.admin,
    );
    assert.ok([415, 422].includes(answer.status), `${method} ${where}: ${answer.status}`);
  }
});

test('API3:2023 an answer has the members that are described, and no secret once it was told', async () => {
  const { id, secret } = await api.registerWebhook();
  await api.call('POST', `/webhooks/${id}/test`, undefined, api.as.admin);
  const { components } = (await api.call('GET', '/openapi.json')).body;
  const shown: [string, string][] = [
    ['Listing', api.listing],
    ['Webhook', `/webhooks/${id}`],
    ['Webhook', '/webhooks'],
    ['Delivery', `/webhooks/${id}/deliveries`],
  ];
  for (const [schema, where] of shown) {
    const { body, text } = await api.call('GET', where, undefined, api.as.admin);
    for (const object of [body].flat())
      for (const member of Object.keys(object))
        assert.ok(member in components.schemas[schema].properties, `${schema}.${member}`);
    assert.ok(!text.includes(secret), where);
    assert.doesNotMatch(text, /whsec_|pt_[0-9a-f]{12}_/, where);
  }
});

test('API5:2023 no other way to write its path leads past the role of an operation', async () => {
  for (const where of pathsToWebhooks) {
    for (const headers of ['', `Authorization: ${api.as.writer.authorization}\r\n`]) {
      const answer = await sendRaw(api.base, `GET ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);
      assert.ok([400, 401, 403, 404].includes(answer.status), `${where}: ${answer.status}`);
    }
  }
});

test('API5:2023 no header changes what a request is, or who makes it', async () => {
  for (const [name, value] of Object.entries(overridingHeaders)) {
    const headers = { [name]: value, ...api.as.reader };
    assert.equal((await api.call('GET', api.listing, undefined, headers)).status, 200, name);
    assertProblem(await api.call('DELETE', api.listing, undefined, headers), 'forbidden');
    assertProblem(await api.call('GET', '/webhooks', undefined, headers), 'forbidden');
  }
  await api.assertUntouched();
});
