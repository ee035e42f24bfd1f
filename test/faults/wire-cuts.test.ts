import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Abilities, abilitiesOf } from '../support/abilities.ts';
import {
  type Asked,
  ask,
  askAndNote,
  type Book,
  isChange,
  isRight,
  type Operation,
  operations,
  prepare,
} from '../support/asked-operation.ts';
import { findingsOf } from '../support/history-checker.ts';
import { assertProblem } from '../support/problem.ts';
import { type ProxiedServer, startProxiedServer } from '../support/proxied-server.ts';
import { HistoryReader } from '../support/read-history.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';
import { thorough } from '../support/thorough.ts';
import { openWireProxy, type Place, type SeenMessage, type WireProxy } from '../support/wire-proxy.ts';
import { emptyRecord } from '../support/writer-load.ts';

type World = Book & { proxy: WireProxy; server: ProxiedServer; abilities: Abilities };
type Run = { operation: Operation; warm: boolean; keyed: boolean };

/** Sends the operation through the proxy, on new connections or on `warm` ones, which have been used for the same. */
async function run(
  world: World,
  { operation, warm, keyed }: Run,
  place?: Place,
): Promise<{ asked: Asked; answer: Answer }> {
  const { proxy, server, record } = world;
  const first = { ...(await prepare(operation, world)), keyed };
  const asked = { ...(await prepare(operation, world)), keyed };
  return await server.onNewConnections(async (call) => {
    if (warm) assert.ok(isRight(first, await askAndNote(first, call, record)));
    proxy.watch(place);
    return { asked, answer: await askAndNote(asked, call, record) };
  });
}

/**
 * Before each message of an undisturbed run, from either side, and after the last one; within each of the client's, since
 * half an answer is to the client what none is.
 */
async function placesOf(world: World, of: Run): Promise<Place[]> {
  const { asked, answer } = await run(world, of);
  assert.ok(isRight(asked, answer), answer.text);
  return (['client', 'server'] as const).flatMap((from) => {
    const messages = world.proxy.seen().filter((message) => message.from === from);
    const wanted = [...messages.keys()].filter((at) => !isIdle(messages[at]));
    const kinds = from === 'client' ? (['before', 'half'] as const) : (['before'] as const);
    const parts = (at: number) => kinds.map((part) => ({ from, at, part }));
    return [...wanted.flatMap(parts), { from, at: wanted.at(-1) ?? 0, part: 'after' }];
  });
}

/** What a server says of its parameters, key and mind, and a client to end the connection. */
function isIdle(message: SeenMessage | undefined): boolean {
  return /^(server [SKN]|client X)$/.test(`${message?.from} ${message?.type}`);
}

/**
 * Writes of listings that were sent again after the connection of the first was cut, and may have been made: all but those of a
 * transaction that nobody had told to commit.
 */
function repeatedWrites(seen: readonly SeenMessage[]): string[] {
  const before = seen.flatMap(({ afterCut, sql }) => (afterCut || sql === undefined ? [] : [sql]));
  const isOpen = before.some((sql) => /^BEGIN\b/.test(sql)) && !before.some((sql) => /^COMMIT\b/.test(sql));
  if (isOpen) return [];
  const writes = /^\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(public\.)?listing\b/i;
  const sent = seen.filter(({ type, sql }) => (type === 'B' || type === 'Q') && writes.test(sql ?? ''));
  const isRepeated = sent.some(({ afterCut }) => !afterCut);
  return isRepeated ? sent.flatMap(({ afterCut, sql }) => (afterCut && sql ? [sql] : [])) : [];
}

/** Whether what the write says is so. */
async function isDone({ sql }: TestApi, { operation, listing, price }: Asked): Promise<boolean> {
  if (operation === 'DELETE') return (await sql('SELECT FROM listing WHERE id = $1', [listing])).length === 0;
  return (await sql('SELECT FROM listing_price WHERE price_eur = $1', [price])).length === 1;
}

function assertUnavailable(answer: Answer): void {
  const isUnknown = answer.body?.type === '/problems/outcome-unknown';
  if (!isUnknown) assertProblem(answer, 'unavailable');
  assert.equal(answer.status, 503, answer.text);
  assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
}

/** Cuts the connection at the place. Fails where the answer, or what is there afterwards, is not as promised. */
async function cutAt(world: World, of: Run, place: Place): Promise<'right' | 'done' | 'not done'> {
  const { api, proxy, abilities } = world;
  const { asked, answer } = await run(world, of, place);
  assert.ok(proxy.wasCut());
  assert.deepEqual(repeatedWrites(proxy.seen()), []);
  const right = isRight(asked, answer);
  if (!right) assertUnavailable(answer);
  if (of.operation === 'GET') return right ? 'right' : 'not done';
  const done = await isDone(api, asked);
  if (right) assert.ok(done, 'what was answered 2xx is there');
  if (abilities.outcomes && answer.body?.type === '/problems/unavailable') assert.ok(!done, 'and 503 unavailable not');
  if (of.keyed) {
    // Somebody else's change in between: a write made a second time would be another price.
    const other = { ...asked, price: world.nextPrice(), keyed: false };
    if (isChange(of.operation)) assert.ok(isRight(other, await askAndNote(other, api.call, world.record)));
    assert.ok(isRight(asked, await ask(asked, api.call)), 'repeated with its key it is answered');
    assert.ok(await isDone(api, asked), 'and there once');
  }
  return right ? 'right' : done ? 'done' : 'not done';
}

async function cutEverywhere(world: World, operation: Operation) {
  const figures = { right: 0, done: 0, 'not done': 0 };
  const { keys } = world.abilities;
  for (const warm of [false, true]) {
    const of: Run = { operation, warm, keyed: warm && keys && operation !== 'GET' };
    for (const place of (await placesOf(world, of)).filter((_, at) => thorough || at % 3 === 0)) {
      const where = `${JSON.stringify(of)} ${place.part} message ${place.at} of the ${place.from}`;
      const became = await cutAt(world, of, place).catch((error: Error) => {
        throw new Error(`${where}: ${error.message}`, { cause: error });
      });
      figures[became] += 1;
    }
  }
  return figures;
}

for (const operation of operations) {
  test(`H9: a ${operation} whose connection is cut at any message is answered right, or 503 and done once at most`, async (t) => {
    const api = await startTestApi();
    const proxy = await openWireProxy(api.url);
    const server = await startProxiedServer(api, proxy);
    try {
      let price = 1_000;
      const nextPrice = () => ++price;
      const abilities = await abilitiesOf(api.base);
      const world: World = { api, proxy, server, record: emptyRecord(), abilities, nextPrice };
      const { right, done, 'not done': not } = await cutEverywhere(world, operation);
      t.diagnostic(`cut at ${right + done + not} places: ${right} answered, ${done} done all the same, ${not} not`);
      // A deleted listing is no more to be read; that it is gone has been looked at.
      const reader = new HistoryReader(api.base, world.abilities);
      if (operation !== 'DELETE') assert.deepEqual(findingsOf(await reader.read(world.record)), []);
    } finally {
      await server.close();
      await proxy.close();
      await api.stop();
    }
  });
}
