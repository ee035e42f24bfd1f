import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Credential, isKey } from '../../ui/src/api/credential.ts';
import { fetchAs } from '../../ui/src/api/fetch-as.ts';
import { closedStorage, storageOf } from '../support/page/storages.ts';

/** A service that takes one key, and counts what it is asked; whoever else has one may not. */
function service(right: string, isOfNoRole = (_authorization: string | null) => false) {
  const seen: (string | null)[] = [];
  const send = async (request: Request) => {
    const authorization = request.headers.get('authorization');
    seen.push(authorization);
    const body = request.method === 'GET' ? '' : await request.text();
    if (authorization === `Bearer ${right}`) return new Response(body);
    return new Response('', { status: isOfNoRole(authorization) ? 403 : 401 });
  };
  return { seen, send };
}

const address = 'http://127.0.0.1/listings';
const write = () => new Request(address, { method: 'POST', body: 'a home' });

/** Settled once the credential asks. */
async function untilAsked(credential: Credential): Promise<void> {
  while (!credential.state().asked) await new Promise((resolve) => setImmediate(resolve));
}

test('what is refused without a key waits for one, and is sent again whole', async () => {
  const { seen, send } = service('right');
  const credential = new Credential(closedStorage());
  const answer = fetchAs(credential, send)(write());
  await untilAsked(credential);
  assert.equal(credential.state().asked, 'missing');
  credential.give('right');
  assert.equal(await (await answer).text(), 'a home');
  assert.deepEqual(seen, [null, 'Bearer right']);
});

test('a key that does not count is asked for anew, and says so', async () => {
  const { seen, send } = service('right');
  const credential = new Credential(closedStorage());
  credential.give('wrong');
  const answer = fetchAs(credential, send)(write());
  await untilAsked(credential);
  assert.equal(credential.state().asked, 'refused');
  credential.give('right');
  assert.equal((await answer).status, 200);
  assert.deepEqual(seen, ['Bearer wrong', 'Bearer right']);
});

test('a read that the key is not enough for waits for another, a write is refused', async () => {
  const { seen, send } = service('right', (authorization) => authorization !== null);
  const credential = new Credential(closedStorage());
  credential.give('of-no-role');
  assert.equal((await fetchAs(credential, send)(write())).status, 403);
  const answer = fetchAs(credential, send)(new Request(address));
  await untilAsked(credential);
  assert.equal(credential.state().asked, 'refused');
  credential.give('right');
  assert.equal((await answer).status, 200);
  assert.deepEqual(seen, ['Bearer of-no-role', 'Bearer of-no-role', 'Bearer right']);
});

test('what nobody may read is not waited for where no key was named', async () => {
  const { send } = service('right', () => true);
  assert.equal((await fetchAs(new Credential(closedStorage()), send)(new Request(address))).status, 403);
});

test('all that wait are asked for once', async () => {
  const { send } = service('right');
  const credential = new Credential(closedStorage());
  let asked = 0;
  credential.subscribe(() => (asked += credential.state().asked ? 1 : 0));
  const answers = Array.from({ length: 5 }, () => fetchAs(credential, send)(write()));
  await untilAsked(credential);
  credential.give('right');
  assert.deepEqual(
    (await Promise.all(answers)).map(({ status }) => status),
    [200, 200, 200, 200, 200],
  );
  assert.equal(asked, 1);
});

test('who goes on without is asked again by a write, not by a read', async () => {
  const { send } = service('right');
  const credential = new Credential(closedStorage());
  const ask = fetchAs(credential, send);
  const first = ask(new Request(address));
  await untilAsked(credential);
  credential.decline();
  assert.equal((await first).status, 401);
  assert.equal((await ask(new Request(address))).status, 401);
  const second = ask(write());
  await untilAsked(credential);
  credential.give('right');
  assert.equal((await second).status, 200);
});

test('who forgets the key goes on without, and is not asked at once', async () => {
  const { send } = service('right');
  const credential = new Credential(closedStorage());
  let rekeyed = 0;
  credential.onKey(() => (rekeyed += 1));
  credential.give('right');
  credential.give('right');
  credential.forget();
  assert.equal((await fetchAs(credential, send)(new Request(address))).status, 401);
  assert.equal(rekeyed, 2);
});

test('a key is kept where it is stored, and no longer than it is not forgotten', () => {
  const storage = storageOf(new Map());
  new Credential(storage).give('right');
  const next = new Credential(storage);
  assert.equal(next.state().key, 'right');
  next.forget();
  assert.equal(new Credential(storage).state().key, undefined);
});

test('what no request can name is no key, also where an earlier page has stored it', () => {
  for (const key of ['pt_0123_aB', 'eyJh.eyJz.c2ln-_', 'YQ==']) assert.ok(isKey(key), key);
  for (const key of ['“pt_0123_aB”', 'pt_0123 aB', '"pt_0123"', 'pt\u200b_0123', 'pt\n0123', 'é', ''])
    assert.ok(!isKey(key), key);
  const storage = storageOf(new Map());
  storage.write('pricetrail-key', '“pt_0123_aB”');
  assert.equal(new Credential(storage).state().key, undefined);
});
