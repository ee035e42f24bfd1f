import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { someListing } from '../listings.ts';
import type { Answer } from '../test-api.ts';
import { clocksOf } from './clocks.ts';
import type { HttpStatement } from './plan.ts';
import type { Written } from './replay.ts';
import { idOf, instantOf, note, type World } from './world.ts';

type Request = { method: string; path: string; body?: unknown; headers: Record<string, string> };

/** Sends a request, maybe twice, and notes what it was answered. */
export async function writeByHttp(world: World, statement: HttpStatement): Promise<void> {
  const id = idOf(world, statement.slot);
  if (id === undefined && statement.by !== 'POST') return;
  const ifMatch = await knownVersion(world, statement, id);
  const { key, again } = statement.sending;
  const request = requestOf(world, statement, id);
  if (ifMatch !== undefined) request.headers['if-match'] = `"${ifMatch}"`;
  if (key) request.headers['idempotency-key'] = `"${randomUUID()}"`;
  const answers =
    again === 'at once'
      ? await Promise.all([send(world, request), send(world, request)])
      : [await send(world, request)];
  if (again === 'after') answers.push(await send(world, request));
  const done = answers.filter(({ status }) => status < 300);
  for (const answer of key ? once(done) : done) await noteAnswer(world, statement, { request, answer, ifMatch });
}

/** A void is answered without its version: so it always names the one before. */
async function knownVersion({ api }: World, { by, sending }: HttpStatement, id: number | undefined) {
  if (by === 'POST' || id === undefined || !(sending.ifMatch || by === 'DELETE price')) return undefined;
  const { headers } = await api.call('GET', `/listings/${id}`);
  return versionOf(headers);
}

function requestOf(world: World, statement: HttpStatement, id: number | undefined): Request {
  const [path, headers] = [`/listings/${id}`, {}];
  switch (statement.by) {
    case 'POST': {
      const { name, price, slot } = statement;
      const body = someListing({ name, latest_price_eur: price, reference: world.references[slot] });
      return { method: 'POST', path: '/listings', body, headers };
    }
    case 'PUT':
      return {
        method: 'PUT',
        path,
        body: someListing({ name: statement.name, latest_price_eur: statement.price }),
        headers,
      };
    case 'PATCH':
      return { method: 'PATCH', path, body: { name: statement.name, latest_price_eur: statement.price }, headers };
    case 'DELETE':
      return { method: 'DELETE', path, headers };
    case 'PUT price':
      return {
        method: 'PUT',
        path: `${path}/prices/${instantOf(world, statement.at)}`,
        body: { price_eur: statement.price },
        headers,
      };
    case 'DELETE price':
      return { method: 'DELETE', path: `${path}/prices/${instantOf(world, statement.at)}`, headers };
  }
}

const refusals = [404, 409, 412];

async function send({ api }: World, { method, path, body, headers }: Request): Promise<Answer> {
  const answer = await api.call(method, path, body, headers);
  assert.ok(
    answer.status < 300 || refusals.includes(answer.status),
    `${method} ${path}: ${answer.status} ${answer.text}`,
  );
  return answer;
}

/** However often a request comes under one key, it is answered as the first time. */
function once(answers: Answer[]): Answer[] {
  const told = answers.map(({ status, headers, text }) => [status, headers.get('etag'), headers.get('location'), text]);
  for (const other of told) assert.deepEqual(other, told[0], 'a repeated request was answered otherwise');
  return answers.slice(0, 1);
}

/** An ETag names the coding of its answer too: "3-gzip". */
function versionOf(headers: Headers): number | undefined {
  const tag = headers.get('etag');
  return tag === null ? undefined : Number(/^"(\d+)[-"]/.exec(tag)?.[1]);
}

type Done = { request: Request; answer: Answer; ifMatch: number | undefined };

async function noteAnswer(world: World, statement: HttpStatement, { request, answer, ifMatch }: Done): Promise<void> {
  const { body } = answer;
  const id = statement.by === 'POST' ? body.id : Number(request.path.split('/')[2]);
  const version = versionOf(answer.headers) ?? Number.POSITIVE_INFINITY;
  const write = { id, version, ifMatch };
  switch (statement.by) {
    case 'POST': {
      world.ids[statement.slot] = id;
      const { name, price } = statement;
      const sent = { kind: 'create', reference: world.references[statement.slot], price, name } as const;
      return note(world, { ...write, sent, made: true, ...stateOf(body) }, body.updated_date);
    }
    case 'PUT':
    case 'PATCH': {
      const sent = { kind: 'set', price: statement.price, name: statement.name } as const;
      return note(world, { ...write, sent, ...stateOf(body) }, body.updated_date);
    }
    case 'DELETE':
      return note(world, { ...write, sent: { kind: 'delete' }, made: true });
    case 'PUT price': {
      const { effective_at: effective, recorded_at: recorded, price_eur } = body;
      assert.equal(price_eur, statement.price);
      const rows = [{ effective, recorded, price: statement.price }];
      return note(world, { ...write, sent: { kind: 'state', rows, direct: false } }, effective);
    }
    case 'DELETE price': {
      const effective = request.path.split('/').at(-1) ?? '';
      assert.ok(ifMatch !== undefined);
      const { prices } = await clocksOf(world.api, { id, version: ifMatch + 1 });
      const rows = [{ effective, recorded: prices.get(effective) ?? '', price: null }];
      return note(world, { ...write, version: ifMatch + 1, sent: { kind: 'state', rows, direct: true }, made: true });
    }
  }
}

function stateOf(body: Answer['body']): Pick<Written, 'answered'> {
  return { answered: { price: body.latest_price_eur, name: body.name, updated: body.updated_date } };
}
