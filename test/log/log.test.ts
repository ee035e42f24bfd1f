import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { type FastifyHttpOptions, type FastifyInstance, fastify, LogController } from 'fastify';
import { AppError } from '../../src/errors.ts';
import { nameRequests } from '../../src/http/request-id.ts';
import { buildServer } from '../../src/http/server.ts';
import { errorFacts } from '../../src/log/error-facts.ts';
import { openLog } from '../../src/log/open-log.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { callAt, type TestApi } from '../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

type Line = Record<string, unknown>;

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let database: TestDatabase;
let app: FastifyInstance;
let call: TestApi['call'];
let text = '';
before(async () => {
  database = await createTestDatabase();
  const log = await openLog({ logLevel: 'info', logFormat: 'json', to: intoText() });
  const server = await buildServer({ db: database.db, version: '0.0.0-test', log, tellsRequests: true });
  ({ app } = server);
  call = callAt(await app.listen({ host: '127.0.0.1', port: 0 }));
});
after(async () => {
  await app.close();
  await database.drop();
});

function intoText(): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
}

/** What it told of one request, which is over once its answer is a line. */
async function linesOf(id: string): Promise<Line[]> {
  for (;;) {
    const lines = text.split('\n').filter((line) => line !== '');
    const found = lines.map((line) => JSON.parse(line) as Line).filter((line) => line.request_id === id);
    if (found.some(({ msg }) => msg === 'answered')) return found;
    await new Promise(setImmediate);
  }
}

test('each answer names its request, as who asks did or else by its trace, and the log calls it so', async () => {
  const given = async (headers: Record<string, string>) =>
    (await call('GET', '/listings', undefined, headers)).headers.get('x-request-id') ?? '';
  assert.equal(await given({ 'x-request-id': 'shop-7/a.b:c' }), 'shop-7/a.b:c');
  assert.equal(await given({ 'x-request-id': 'one', traceparent }), 'one');
  assert.equal(await given({ traceparent }), traceId);
  assert.match(await given({}), uuid);
  assert.notEqual(await given({}), await given({}));
  const [line] = await linesOf('one');
  assert.deepEqual(
    { ...line, time: undefined, ms: undefined },
    {
      ...{ level: 'info', time: undefined, pid: process.pid, request_id: 'one', trace_id: traceId, ms: undefined },
      ...{ method: 'GET', route: '/listings', status: 200, msg: 'answered' },
    },
  );
  assert.match(String(line?.time), /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);
  assert.equal(typeof line?.ms, 'number');
});

test('what Fastify tells of an answer itself names its trace, too', async () => {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  const options: FastifyHttpOptions<Server> = {
    loggerInstance: await openLog({ logLevel: 'warn', logFormat: 'json', to }),
    logController: new LogController({ disableRequestLogging: true }),
  };
  const other: FastifyInstance = fastify(options);
  nameRequests(other);
  other.get('/', async (_request, reply) => {
    reply.send('once');
    reply.send('twice');
    return reply;
  });
  await other.inject({ url: '/', headers: { traceparent } });
  await other.close();
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).trace_id),
    [traceId],
  );
});

test('what cannot stand in a log names no request', async () => {
  for (const name of ['a b', 'a"b', '{}', 'x'.repeat(129), '\u00e9', '']) {
    const { headers } = await call('GET', '/livez', undefined, { 'x-request-id': name });
    assert.match(headers.get('x-request-id') ?? '', uuid, name);
  }
  const wrong = [
    '00-0-0-01',
    `ff${traceparent.slice(2)}`,
    `${traceparent}-more`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  ];
  for (const field of [...wrong, traceparent.toUpperCase()]) {
    const { headers } = await call('GET', '/livez', undefined, { traceparent: field });
    assert.match(headers.get('x-request-id') ?? '', uuid, field);
  }
});

test('refusals are named as well: also what no route takes', async () => {
  for (const [method, path] of [
    ['GET', '/nowhere'],
    ['DELETE', '/livez'],
    ['GET', '/listings?limit=x'],
    ['GET', '/listings/%zz'],
  ] as const) {
    const { status, headers } = await call(method, path, undefined, { 'x-request-id': 'refused' });
    assert.ok(status >= 400 && status < 500);
    assert.equal(headers.get('x-request-id'), 'refused', path);
  }
});

test('neither what is asked for nor what is written stands in the log', async () => {
  const listing = { ...someListing(), contact_phone_number: '+33612345678', description: 'Beside the old mill.' };
  const secret = { authorization: 'Bearer pt_secret', 'x-request-id': 'private' };
  await call('POST', '/listings', listing, secret);
  await call('GET', '/listings?q=old+mill', undefined, secret);
  const lines = JSON.stringify(await linesOf('private'));
  for (const word of ['mill', '33612345678', 'pt_secret', '127.0.0.1']) assert.ok(!lines.includes(word), word);
});

test('a write that the database cannot make is told with what failed', async () => {
  await database.sql(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$`);
  await database.sql('CREATE TRIGGER no_room BEFORE INSERT ON listing FOR EACH ROW EXECUTE FUNCTION no_room()');
  const answer = await call('POST', '/listings', someListing(), { 'x-request-id': 'no-room' });
  await database.sql('DROP FUNCTION no_room CASCADE');
  assertProblem(answer, 'unavailable');
  assert.match(answer.body.detail, /short of room/);
  const [line] = await linesOf('no-room');
  assert.equal(line?.level, 'warn');
  assert.equal((line?.err as Error | undefined)?.message, 'No space left on device');
});

test('of a failure of the database its row is not told', async () => {
  const insert = `INSERT INTO listing (name, description, building_type, price, surface_area_m2, rooms_count, bedrooms_count,
    contact_phone_number, street_address, postal_code, city, country)
    VALUES ('n', 'd', 'HOUSE', 1, -1, 1, 1, '+33612345678', 's', 'p', 'c', 'FR')`;
  const failure = await database.db.writes.query({ text: insert }).then(
    () => assert.fail('it was written'),
    (error: unknown) => error,
  );
  const facts = errorFacts(failure);
  assert.ok(!JSON.stringify(facts).includes('33612345678'));
  assert.match(JSON.stringify(facts), /listing_surface|surface_area/);
});

test('of a failure its causes are told, as far as there is an end of them', () => {
  const first = new Error('first');
  const second = new AppError('unavailable', 'second', { cause: first });
  assert.deepEqual(shape(errorFacts(second)), ['AppError second', 'Error first']);
  assert.deepEqual(errorFacts('a text'), { type: 'string', message: 'a text' });
  const tries = new AggregateError([
    new Error('connect ECONNREFUSED ::1:1'),
    new Error('connect ECONNREFUSED 127.0.0.1:1'),
  ]);
  assert.match(errorFacts(tries).message, /::1:1; .*127\.0\.0\.1:1/);
  first.cause = second;
  assert.ok(shape(errorFacts(second)).length < 10);
});

function shape(facts: ReturnType<typeof errorFacts> | undefined): string[] {
  return facts ? [`${facts.type} ${facts.message}`, ...shape(facts.cause)] : [];
}
