import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import { addressGuard } from '../../../src/deliveries/webhooks/address-guard.ts';
import { Poster } from '../../../src/deliveries/webhooks/post-event.ts';
import { Receiver } from '../../support/receiver.ts';

let opened: Receiver | undefined;
afterEach(async () => await opened?.close());

async function openReceiver(): Promise<Receiver> {
  opened = await Receiver.open();
  return opened;
}

test('nothing is sent to an address inside, whatever the name said when it was looked up', async () => {
  const receiver = await openReceiver();
  const strict = addressGuard(false);
  const rebound = { ...strict, lookup: (_host: string, _options: object, done: LookedUp) => done(null, loopback) };
  for (const guard of [strict, rebound]) {
    const poster = new Poster(guard);
    for (const host of ['localhost', '127.0.0.1', '[::ffff:127.0.0.1]']) {
      const url = receiver.url.replace('127.0.0.1', host);
      const outcome = await poster.post({ url, headers: {}, body: '{}' });
      assert.equal(outcome.status, undefined);
      assert.match(outcome.excerpt, /not of the public internet/);
    }
    poster.close();
  }
  assert.equal(receiver.received.length, 0);
});

type LookedUp = (error: null, found: { address: string; family: number }[]) => void;
const loopback = [{ address: '127.0.0.1', family: 4 }];

test('an answer without an end is given up after a while, and a long one is cut', async () => {
  const receiver = await openReceiver();
  const poster = new Poster(addressGuard(true), 300);
  const send = async () => await poster.post({ url: receiver.url, headers: {}, body: '{}' });
  receiver.answer = () => ({ status: 200, afterMs: 5_000 });
  assert.match((await send()).excerpt, /no answer within 0.3 s/);
  receiver.answer = () => ({ status: 200, text: 'long\0 '.repeat(100_000) });
  const { status, excerpt } = await send();
  assert.deepEqual([status, excerpt.length < 500, excerpt.startsWith('long long')], [200, true, true]);
  poster.close();
});

test('a kept connection that the receiver closes as it is used is no failure', async () => {
  const used = new WeakSet<Socket>();
  const receiver = await openReceiver();
  receiver.onRequest = ({ socket }) => {
    if (used.has(socket)) socket.destroy();
    used.add(socket);
  };
  const poster = new Poster(addressGuard(true));
  for (let n = 0; n < 5; n += 1) {
    const post = { url: receiver.url, headers: {}, body: '{}' };
    assert.equal((await poster.post(post)).status, 204);
  }
  poster.close();
});
