import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { type Collector, startCollector, type TakenSpan } from '../support/otlp-collector.ts';
import { type Running, startServe, stopServe } from '../support/run-cli.ts';
import { callAt, type TestApi } from '../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const [server, client] = [2, 3]; // SPAN_KIND_SERVER, SPAN_KIND_CLIENT
const asks = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${asks.traceId}-${asks.spanId}-01`;

let database: TestDatabase;
let collector: Collector;
let running: Running & { base: string };
let call: TestApi['call'];
let created: string;
let printed: string;
before(async () => {
  database = await createTestDatabase();
  collector = await startCollector();
  const telling = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'homes' };
  running = await startServe({ DATABASE_URL: database.url, LOG_REQUESTS: '1', ...telling });
  call = callAt(running.base);
  const listing = { ...someListing(), contact_phone_number: '+33612345678' };
  const made = await call('POST', '/listings', listing, { traceparent, 'x-request-id': 'made' });
  created = made.headers.get('location') ?? '';
  await call('GET', `${created}?with=history`, undefined, { 'x-request-id': 'read' });
  await call('GET', '/listings?q=mill', undefined, {
    traceparent: traceparent.replace(/01$/, '00'),
    'x-request-id': 'not',
  });
  await call('GET', '/nowhere/hidden-word', undefined, { 'x-request-id': 'lost' });
  await call('GET', '/nowhere/hidden-word', undefined, { 'x-request-id': 'led', accept: 'text/html' });
  const { status, stdout, stderr } = await stopServe(running); // what has ended is sent then
  printed = stdout;
  assert.deepEqual([status, stderr], [0, '']);
});
after(async () => {
  await collector.close();
  await database.drop();
});

function spanOf(requestId: string): TakenSpan | undefined {
  return collector.spans.find(({ attributes }) => attributes['pricetrail.request_id'] === requestId);
}

function statementsOf(requestId: string): TakenSpan[] {
  const parent = spanOf(requestId)?.spanId;
  return collector.spans.filter(({ kind, parentSpanId }) => kind === client && parentSpanId === parent);
}

test('a request is a part of the trace that it comes from, and its statements are a part of it', () => {
  const span = spanOf('made');
  assert.deepEqual(
    { ...span, spanId: '' },
    {
      ...{ traceId: asks.traceId, spanId: '', parentSpanId: asks.spanId, name: 'POST /listings', kind: server },
      attributes: {
        ...{ 'http.request.method': 'POST', 'url.path': '/listings', 'pricetrail.request_id': 'made' },
        ...{ 'http.route': '/listings', 'http.response.status_code': 201 },
      },
      isError: false,
    },
  );
  const statements = statementsOf('made');
  assert.ok(statements.length > 0, 'also after its body was read');
  for (const { traceId, attributes } of statements) {
    assert.equal(traceId, asks.traceId);
    assert.equal(attributes['db.system.name'], 'postgresql');
  }
});

test('one that comes from none begins one, named by its operation', () => {
  const span = spanOf('read');
  assert.equal(span?.name, 'GET /listings/:id');
  assert.equal(span?.attributes['url.path'], created);
  assert.equal(span?.parentSpanId, '');
  assert.notEqual(span?.traceId, asks.traceId);
  assert.ok(statementsOf('read').length > 0);
  assert.equal(spanOf('lost')?.name, 'GET none');
});

test('of a path that no operation has nothing is sent: it may hold what nobody should keep', () => {
  assert.deepEqual(
    ['lost', 'led'].map((id) => spanOf(id)?.attributes['http.response.status_code']),
    [404, 404],
  );
  assert.ok(!JSON.stringify(collector.spans).includes('hidden-word'));
});

test('the log names the trace of each request', () => {
  const lines = printed.split('\n').filter((line) => line.includes('"answered"'));
  const traces = new Map(
    lines.map((line) => JSON.parse(line)).map(({ request_id, trace_id }) => [request_id, trace_id]),
  );
  assert.equal(traces.get('made'), asks.traceId);
  assert.equal(traces.get('read'), spanOf('read')?.traceId);
});

test('a trace that is not sampled is none here', () => {
  assert.equal(spanOf('not'), undefined);
});

test('every statement is a part of a request, and no value stands in a span', () => {
  const spans = new Set(collector.spans.map(({ spanId }) => spanId));
  for (const { kind, parentSpanId } of collector.spans) assert.ok(kind === server || spans.has(parentSpanId));
  assert.ok(!JSON.stringify(collector.spans).includes('33612345678'));
});

test('each batch says whose it is', () => {
  assert.ok(collector.resources.length > 0);
  for (const resource of collector.resources) {
    assert.equal(resource['service.name'], 'homes');
    assert.match(String(resource['service.version']), /^\d+\.\d+\.\d+/);
  }
});

test('a collector that is away holds nothing up, and is told of once', async () => {
  const telling = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_EXPORTER_OTLP_TIMEOUT: '200' };
  const alone = await startServe({ DATABASE_URL: database.url, ...telling });
  for (let turn = 0; turn < 20; turn += 1) assert.equal((await fetch(`${alone.base}/listings`)).status, 200);
  const { status, stdout } = await stopServe(alone);
  assert.equal(status, 0);
  assert.ok((stdout.match(/traces cannot be sent/g)?.length ?? 0) <= 1, stdout);
});
