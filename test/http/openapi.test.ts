import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { register, webhookTools } from '../support/webhooks.ts';

type Json = Record<string, unknown>;
type Operation = {
  operationId?: string;
  summary?: string;
  parameters?: { name: string; in: string; required: boolean; schema: Json; description?: string }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; headers?: Json; content?: Record<string, { schema: Json }> }>;
};

const snapshot = new URL('openapi.json', import.meta.url);

let api: TestApi;
let document: Json & { paths: Record<string, Record<string, Operation>>; components: { schemas: Json } };
before(async () => {
  api = await startTestApi({ webhooks: webhookTools, withLake: true });
  document = (await api.call('GET', '/openapi.json')).body;
});
after(async () => await api.stop());

function operation(method: string, path: string): Operation {
  const found = document.paths[path]?.[method];
  assert.ok(found, `${method} ${path} is not described`);
  return found;
}

/** Every object within a value, itself included. */
function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const item of Object.values(value)) yield* objectsIn(item);
}

test('the document is the one committed in test/http/openapi.json', async () => {
  const served = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env.UPDATE_SNAPSHOT === '1') await writeFile(snapshot, served);
  const committed = await readFile(snapshot, 'utf8').catch(() => '');
  const advice =
    'the API changed: UPDATE_SNAPSHOT=1 npm test -- test/http/openapi.test.ts rewrites test/http/openapi.json';
  assert.ok(committed === served, advice);
});

test('it is OpenAPI 3.1, and the UI is given the same document', async () => {
  assert.equal(document.openapi, '3.1.0');
  assert.deepEqual((await api.call('GET', '/docs/json')).body, document);
});

test('every operation of the contract is described, each with a name of its own', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [`${method} ${path}`, operationId]),
  );
  const contract = [
    ...['get /listings', 'post /listings', 'get /listings/{id}', 'put /listings/{id}', 'patch /listings/{id}'],
    ...['delete /listings/{id}', 'get /listings/{id}/prices'],
  ];
  const names = new Map(described as [string, string][]);
  for (const each of contract) assert.match(names.get(each) ?? '', /^[a-z][A-Za-z]+$/, each);
  assert.ok(described.every(([, name]) => typeof name === 'string'));
  assert.equal(new Set(names.values()).size, described.length);
});

test('every reference leads to a component, and every component is referred to', () => {
  const references = new Set<unknown>();
  for (const object of objectsIn(document)) if ('$ref' in object) references.add(object.$ref);
  const components = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  assert.deepEqual([...references].sort(), components.sort());
});

test('what goes in and comes out has a named schema', () => {
  const schemas = ['Listing', 'ListingInput', 'ListingPatch', 'Price', 'Problem'];
  for (const name of schemas) assert.ok(name in document.components.schemas, name);
  const named = (schema: Json | undefined) => JSON.stringify(schema?.$ref ?? (schema?.items as Json | undefined)?.$ref);
  for (const methods of Object.values(document.paths)) {
    for (const { operationId, requestBody, responses } of Object.values(methods)) {
      if (/^((live|ready)z|export\w+|readImportTemplate|listImportErrors)$/.test(operationId ?? '')) continue;
      for (const { content = {} } of [requestBody, ...Object.values(responses)].filter((part) => part !== undefined)) {
        for (const { schema } of Object.values(content)) assert.match(named(schema), /"#\/components\/schemas\/\w+"/);
      }
    }
  }
});

test('nothing internal is left in the schemas', () => {
  for (const object of objectsIn(document)) {
    for (const name of ['$id', '~kind', '~refine', '~optional', 'x-name']) assert.ok(!(name in object), name);
  }
});

test('PATCH takes a merge patch and plain JSON, writes take If-Match, and DELETE answers without content', () => {
  const patch = operation('patch', '/listings/{id}').requestBody;
  const schema = { $ref: '#/components/schemas/ListingPatch' };
  const content = { 'application/merge-patch+json': { schema }, 'application/json': { schema } };
  assert.deepEqual([patch?.required, patch?.content], [true, content]);
  for (const method of ['put', 'patch', 'delete']) {
    const parameter = operation(method, '/listings/{id}').parameters?.find(({ name }) => name === 'if-match');
    assert.deepEqual([parameter?.in, parameter?.required, parameter?.schema], ['header', false, { type: 'string' }]);
  }
  const { responses } = operation('delete', '/listings/{id}');
  assert.deepEqual([Object.keys(responses), responses['204']?.content], [['204', 'default'], undefined]);
});

test('headers that are quoted strings say so', () => {
  const parameters = [operation('get', '/listings/{id}'), operation('patch', '/listings/{id}')].flatMap(
    (described) => described.parameters ?? [],
  );
  for (const header of ['if-none-match', 'if-match', 'idempotency-key']) {
    assert.match(parameters.find(({ name }) => name === header)?.description ?? '', /quotes/);
  }
});

test('every operation may answer with a problem', () => {
  for (const { responses } of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    const schema = { $ref: '#/components/schemas/Problem' };
    assert.deepEqual(responses.default?.content, { 'application/problem+json': { schema } });
  }
});

for (const path of ['/docs', '/docs/']) {
  test(`${path} shows the API with files of its own only`, async () => {
    const page = await api.call('GET', path);
    assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);
    assert.ok(assets.length >= 4);
    for (const asset of assets) {
      assert.doesNotMatch(asset, /^(https?:)?\/\//);
      const { pathname } = new URL(asset, `${api.base}${path}`);
      assert.equal((await api.call('GET', pathname)).status, 200, pathname);
    }
  });
}

const describedFields = ['ETag', 'Cache-Control', 'Vary', 'Link', 'Total-Count', 'Feed-Cursor', 'Data-As-Of'];

test('every read but those of health and exports takes If-None-Match, and answers with the header fields that are described', async () => {
  for (let n = 0; n < 2; n += 1) await api.call('POST', '/listings', someListing());
  for (let n = 0; n < 2; n += 1) await register(api, { url: 'http://127.0.0.1:9/' });
  for (let n = 0; n < 2; n += 1) await api.call('POST', '/webhooks/1/test');
  await api.call('PATCH', '/listings/1', { latest_price_eur: 1 });
  for (const price_eur of [1, 2, 3]) await api.call('PUT', '/listings/1/prices/2020-01-01T00:00:00Z', { price_eur });
  await api.call('POST', '/imports', '', { 'content-type': 'text/csv' });
  await api.lake?.rebuild();
  for (const [path, { get }] of Object.entries(document.paths)) {
    if (!get || /^\/(live|ready)z$/.test(path)) continue;
    const query = ['limit=1', 'count=exact', 'prefix=p', 'metric=median_price'].filter((given) =>
      get.parameters?.some(({ name }) => given.startsWith(`${name}=`)),
    );
    const where = `${path.replace('{id}', '1')}?${query.join('&')}`;
    const answer = await api.call('GET', where);
    const sent = (fields: Headers) => describedFields.filter((name) => fields.has(name));
    const described = Object.keys(get.responses['200']?.headers ?? {});
    const withoutReplica = described.filter((name) => name !== 'Consistency-Token');
    assert.deepEqual(withoutReplica, sent(answer.headers), path);
    if (path.startsWith('/exports/')) continue;
    assert.equal(get.parameters?.find(({ name }) => name === 'if-none-match')?.in, 'header', path);
    const known = await api.call('GET', where, undefined, { 'if-none-match': answer.headers.get('etag') ?? '' });
    assert.equal(known.status, 304, path);
    for (const name of Object.keys(get.responses['304']?.headers ?? {})) assert.ok(known.headers.has(name), name);
    assert.equal(get.responses['304']?.content, undefined);
  }
});

test('what a write of a listing answers with says its ETag and what reads have to bring, and health says nothing of caches', async () => {
  const writes = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/listings'))
    .flatMap(([, { get, ...others }]) => Object.values(others));
  for (const { operationId, responses } of writes) {
    const answers = ['200', '201'].flatMap((status) => responses[status] ?? []);
    const fields = [...(operationId === 'createListing' ? ['Location'] : []), 'ETag', 'Consistency-Token'];
    for (const answer of answers) assert.deepEqual(Object.keys(answer.headers ?? {}), fields, operationId);
    const gone = responses['204'];
    if (gone) assert.deepEqual(Object.keys(gone.headers ?? {}), ['Consistency-Token'], operationId);
  }
  const takes = ([, { get }]: [string, Record<string, Operation>]) =>
    get?.parameters?.some(({ name, in: where }) => name === 'consistency-token' && where === 'header');
  assert.deepEqual(
    Object.entries(document.paths).flatMap((path) => (takes(path) ? [path[0]] : [])),
    ['/listings', '/listings/{id}', '/places', '/listings/{id}/prices', '/listings/{id}/corrections'],
  );
  const made = await api.call('POST', '/listings', someListing());
  for (const name of Object.keys(operation('post', '/listings').responses['201']?.headers ?? {}))
    assert.ok(made.headers.has(name) || name === 'Consistency-Token', name);
  const { headers } = await api.call('PUT', '/listings/1/prices/2020-01-01T00:00:00Z', { price_eur: 1 });
  assert.match(headers.get('etag') ?? '', /^"\d+"$/);
  const { parameters = [], responses } = operation('get', '/readyz');
  assert.deepEqual([parameters, responses['304'], responses['200']?.headers], [[], undefined, undefined]);
});
