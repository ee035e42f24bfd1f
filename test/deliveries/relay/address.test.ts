import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nameOf, parseAddress } from '../../../src/deliveries/relay/address.ts';
import { AppError } from '../../../src/errors.ts';

test('an address of Kafka names its brokers and the topic', () => {
  assert.deepEqual(parseAddress('kafka://b1:19092,b2/prices.v1'), {
    ...{ kind: 'kafka', servers: ['b1:19092', 'b2:9092'], tls: false, credentials: {} },
    ...{ topic: 'prices.v1', mechanism: 'SCRAM-SHA-512' },
  });
  const secured = parseAddress('kafka+tls://me:p%40ss:word@[::1]:9093/t?mechanism=plain');
  assert.deepEqual(secured, {
    ...{ kind: 'kafka', servers: ['[::1]:9093'], tls: true, credentials: { user: 'me', password: 'p@ss:word' } },
    ...{ topic: 't', mechanism: 'PLAIN' },
  });
});

test('an address of NATS names its servers, the stream and what subjects begin with', () => {
  const usual = { kind: 'nats', servers: ['localhost:4222'], tls: false, credentials: {}, creds: undefined };
  assert.deepEqual(parseAddress('nats://localhost/LISTINGS'), { ...usual, stream: 'LISTINGS', subject: 'LISTINGS' });
  assert.deepEqual(parseAddress('nats+tls://s3cret@a,b:1/s?subject=eu.listings&creds=%2Frun/x.creds'), {
    ...{ kind: 'nats', servers: ['a:4222', 'b:1'], tls: true, credentials: { token: 's3cret' } },
    ...{ stream: 's', subject: 'eu.listings', creds: '/run/x.creds' },
  });
});

test('settings count before what the address says of who connects', () => {
  const { credentials } = parseAddress('nats://me:old@localhost/s', { password: 'new', token: undefined });
  assert.deepEqual(credentials, { user: 'me', password: 'new' });
});

for (const [wrong, what] of [
  ['', /none of the forms/],
  ['listings', /none of the forms/],
  ['http://localhost/x', /none of the forms/],
  ['amqp://localhost/x', /none of the forms/],
  ['kafka://localhost', /no topic or stream/],
  ['kafka://localhost/', /no topic or stream/],
  ['kafka://localhost/a/b', /none of the forms/],
  ['kafka://local host/a', /needs hosts such as/],
  ['kafka://localhost:99999/a', /needs hosts such as/],
  ['kafka://b1,,b2/a', /needs hosts such as/],
  ['kafka://localhost/..', /needs a topic/],
  ['kafka://localhost/a%20b', /needs a topic/],
  ['kafka://secret@localhost/a', /user without a password/],
  ['kafka://localhost/a?mechanism=gssapi', /none of scram-sha-512/],
  ['kafka://localhost/a?subject=b', /known are mechanism/],
  ['nats://localhost/a.b', /needs a stream/],
  ['nats://localhost/a?subject=b.*', /needs a subject/],
  ['nats://localhost/a?mechanism=plain', /known are subject, creds/],
  ['nats://%zz:secret@localhost/a', /hexadecimal/],
  ['nats://me:secret/localhost@a', /needs hosts|none of the forms/],
] as const) {
  test(`the address ${JSON.stringify(wrong)} is refused with the forms that are taken, and is not repeated`, () => {
    assert.throws(
      () => parseAddress(wrong),
      ({ code, message }: AppError) => {
        assert.equal(code, 'invalid');
        assert.match(message, what);
        assert.match(message, /kafka:\/\/broker.*nats:\/\/server/s);
        assert.doesNotMatch(message, /secret/);
        return true;
      },
    );
  });
}

test('the name of a relay has nothing of who connects, and is the same in whatever order the servers stand', () => {
  const text = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const secret = fc.stringMatching(/^[!-~]{6,12}$/);
  const given = fc.record({
    hosts: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
    user: secret,
    password: secret,
  });
  fc.assert(
    fc.property(given, ({ hosts, user, password }) => {
      const who = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
      const address = parseAddress(`nats+tls://${who}@${hosts.join(',')}/stream`);
      assert.deepEqual(address.credentials, { user, password });
      assert.equal(nameOf(address), nameOf(parseAddress(`nats://${hosts.toReversed().join(',')}/stream`)));
    }),
  );
  assert.equal(nameOf(parseAddress('kafka://u:p@b,a:1/t?mechanism=plain')), 'kafka://a:1,b:9092/t');
  assert.equal(nameOf(parseAddress('nats://a/s?subject=x')), 'nats://a:4222/s?subject=x');
});

test('whatever is given as an address is read or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => `kafka://${rest}`),
      ),
      (text) => {
        try {
          parseAddress(text);
        } catch (error) {
          assert.ok(error instanceof AppError);
        }
      },
    ),
  );
});
