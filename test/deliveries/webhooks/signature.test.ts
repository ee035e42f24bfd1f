import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { makeSecret, SecretBox, secretText } from '../../../src/deliveries/webhooks/secrets.ts';
import { signedHeaders } from '../../../src/deliveries/webhooks/signature.ts';

const body = '{"type":"listing.created","data":{"name":"Perpinyà"}}';
const message = () => ({ id: 'listing-1-1', at: Date.now(), body });

test('the public library of Standard Webhooks takes what is signed, with each of the secrets', () => {
  const [old, young] = [makeSecret(), makeSecret()];
  const headers = signedHeaders(message(), [young, old]);
  for (const secret of [old, young]) {
    assert.deepEqual(new Webhook(secretText(secret)).verify(body, headers), JSON.parse(body));
  }
});

test('it takes nothing that was changed, is old, or is signed with another secret', () => {
  const secret = makeSecret();
  const webhook = new Webhook(secretText(secret));
  const headers = signedHeaders(message(), [secret]);
  assert.throws(() => webhook.verify(body.replace('1', '2'), { ...headers, 'webhook-id': 'listing-1-2' }));
  assert.throws(() => webhook.verify(`${body} `, headers));
  assert.throws(() => webhook.verify(body, signedHeaders({ ...message(), at: Date.now() - 600_000 }, [secret])));
  assert.throws(() => webhook.verify(body, signedHeaders(message(), [makeSecret()])));
});

test('a sealed secret is opened with its key alone, and is another text each time', () => {
  const [key, other] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const secret = makeSecret();
  const box = new SecretBox(key);
  const sealed = box.seal(secret);
  assert.deepEqual(box.open(sealed), secret);
  assert.notDeepEqual(box.seal(secret), sealed);
  assert.ok(!sealed.includes(secret));
  assert.equal(new SecretBox(other).open(sealed), undefined);
  const changed = Buffer.from(sealed);
  changed[40] = (changed[40] ?? 0) ^ 1;
  for (const broken of [changed, sealed.subarray(0, 5), Buffer.of()]) assert.equal(box.open(broken), undefined);
});
