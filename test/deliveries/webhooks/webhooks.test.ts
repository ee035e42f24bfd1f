import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { register, webhookTools } from '../../support/webhooks.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({ webhooks: webhookTools, cacheControl: 'public, max-age=60' });
});
after(async () => await api.stop());

const url = 'http://127.0.0.1:9/hook';

test('a webhook is registered, read, listed, changed and removed; its secret is told once', async () => {
  const input = { url, kinds: ['created', 'deleted'], filter: { country: 'FR' }, description: 'New in France' };
  const { status, headers, body } = await api.call('POST', '/webhooks', input);
  assert.deepEqual([status, headers.get('location')], [201, `/webhooks/${body.id}`]);
  assert.match(body.secret, /^whsec_[\w+/]{43}=$/);
  const { secret, ...webhook } = body;
  assert.deepEqual({ ...webhook, created_date: '', updated_date: '' }, { ...input, ...rest(webhook.id) });
  const read = await api.call('GET', `/webhooks/${body.id}`);
  assert.deepEqual(read.body, webhook);
  assert.equal(read.headers.get('cache-control'), 'private, no-cache');
  assert.deepEqual((await api.call('GET', '/webhooks')).body, [webhook]);
  assert.ok(!(await api.call('GET', '/webhooks')).text.includes(secret));

  const patch = { kinds: null, filter: { city: 'Lyon', country: null }, description: null, status: 'paused' };
  const changed = (await api.call('PATCH', `/webhooks/${body.id}`, patch)).body;
  assert.deepEqual(changed.kinds, ['created', 'price_changed', 'updated', 'corrected', 'deleted']);
  assert.deepEqual([changed.filter, changed.status, 'description' in changed], [{ city: 'Lyon' }, 'paused', false]);
  assert.deepEqual((await api.call('GET', `/webhooks/${body.id}`)).body, changed);

  assert.equal((await api.call('DELETE', `/webhooks/${body.id}`)).status, 204);
  for (const [method, path] of of(body.id))
    assert.equal((await api.call(method, path)).status, 404, `${method} ${path}`);
});

const rest = (id: number) => ({ id, status: 'active', created_date: '', updated_date: '' });

function of(id: number | string): [string, string][] {
  return [
    ...([
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/rotate-secret'],
      ['GET', '/deliveries'],
    ] as const),
    ['POST', '/deliveries/1/replay'] as const,
  ].map(([method, path]) => [method, `/webhooks/${id}${path}`]);
}

test('lists go on page by page', async () => {
  const made = [];
  for (let n = 0; n < 5; n += 1) made.push((await register(api, { url })).id);
  const seen: number[] = [];
  for (let path: string | undefined = '/webhooks?limit=2'; path; ) {
    const { body, headers } = await api.call('GET', path);
    seen.push(...body.map(({ id }: { id: number }) => id));
    path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  assert.deepEqual(seen, made);
  assert.equal((await api.call('GET', '/webhooks?after=nonsense')).body.errors[0].parameter, 'after');
  const [id] = made;
  for (let n = 0; n < 3; n += 1) await api.call('POST', `/webhooks/${id}/test`);
  const first = await api.call('GET', `/webhooks/${id}/deliveries?limit=2`);
  const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const second = await api.call('GET', next);
  assert.deepEqual([first.body.length, second.body.length, second.headers.get('link')], [2, 1, null]);
  assert.ok(first.body[1].id > second.body[0].id);
  await api.sql('DELETE FROM webhook');
});

const wrong: [string, unknown, string][] = [
  ['no URL', {}, '/url'],
  ['a URL that is none', { url: 'hook' }, '/url'],
  ['another scheme', { url: 'ftp://example.com/' }, '/url'],
  ['a password in it', { url: 'https://user:secret@example.com/' }, '/url'],
  ['a kind that there is not', { url, kinds: ['sold'] }, '/kinds/0'],
  ['no kind', { url, kinds: [] }, '/kinds'],
  ['an unknown filter', { url, filter: { town: 'Lyon' } }, '/filter/town'],
  ['a country that there is not', { url, filter: { country: 'XX' } }, '/filter/country'],
  ['a kind of building that there is not', { url, filter: { building_type: 'CASTLE' } }, '/filter/building_type'],
  ['a drop of more than everything', { url, filter: { min_drop_pct: 101 } }, '/filter/min_drop_pct'],
  ['prices that nothing is between', { url, filter: { price_above: 5, price_below: 5 } }, '/filter/price_below'],
  ['listings that are none', { url, filter: { listing_ids: [0] } }, '/filter/listing_ids/0'],
  ['no listing', { url, filter: { listing_ids: [] } }, '/filter/listing_ids'],
  ['a status', { url, status: 'paused' }, '/status'],
];
for (const [what, input, pointer] of wrong) {
  test(`${what} is refused, and nothing is registered`, async () => {
    const { status, body } = await api.call('POST', '/webhooks', input);
    assert.deepEqual([status, body.errors?.[0].pointer], [422, pointer], body.detail);
    assert.deepEqual((await api.call('GET', '/webhooks')).body, []);
  });
}

test('a patch is refused where what comes of it is none', async () => {
  const { id } = await register(api, { url, filter: { price_above: 100 } });
  const patches = [
    ...[{ filter: { price_below: 50 } }, { filter: { town: 'Lyon' } }, { url: null }, { status: 'disabled' }],
    ...[{ filter: { city: 7 } }, { kinds: ['sold'] }, { secret: 'whsec_x' }],
  ];
  const before = (await api.call('GET', `/webhooks/${id}`)).text;
  for (const patch of patches) {
    assert.equal((await api.call('PATCH', `/webhooks/${id}`, patch)).status, 422, JSON.stringify(patch));
  }
  assert.equal((await api.call('GET', `/webhooks/${id}`)).text, before);
  await api.sql('DELETE FROM webhook');
});

test('a query or an id that is none is told what would be right', async () => {
  const { id } = await register(api, { url });
  for (const odd of ['0', 'x', '-1', '99999999999999999999']) {
    for (const [method, path] of of(odd)) assert.equal((await api.call(method, path)).status, 404, path);
  }
  for (const query of ['keep_previous_s=-1', 'keep_previous_s=604801', 'keep_previous_s=x']) {
    const { status, body } = await api.call('POST', `/webhooks/${id}/rotate-secret?${query}`);
    assert.deepEqual([status, body.errors[0].parameter], [422, 'keep_previous_s']);
  }
  assert.equal((await api.call('GET', `/webhooks/${id}/deliveries?status=late`)).status, 422);
  assert.equal((await api.call('POST', `/webhooks/${id}/replay`, {})).status, 422);
  await api.sql('DELETE FROM webhook');
});

test('without SECRETS_KEY webhooks are off and say why', async () => {
  const off = await startTestApi();
  try {
    for (const [method, path] of [['GET', '/webhooks'] as const, ...of(1)]) {
      const { status, body } = await off.call(method, path);
      assert.equal(status, 501, path);
      assert.match(body.detail, /SECRETS_KEY/);
    }
  } finally {
    await off.stop();
  }
});
