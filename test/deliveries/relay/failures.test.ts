import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MultipleErrors, NetworkError, ProtocolError } from '@platformatic/kafka';
import { type KafkaAddress, type NatsAddress, parseAddress } from '../../../src/deliveries/relay/address.ts';
import { kafkaFailure } from '../../../src/deliveries/relay/kafka-failure.ts';
import { natsFailure } from '../../../src/deliveries/relay/nats-failure.ts';
import { AppError } from '../../../src/errors.ts';

const kafka = parseAddress('kafka://me:s3cret@b1,b2/listings') as KafkaAddress;
const nats = parseAddress('nats://s3cret@localhost/listings') as NatsAddress;

for (const [id, code, message] of [
  ['UNKNOWN_TOPIC_OR_PARTITION', 'not_found', /no topic listings on b1:9092, b2:9092.*kafka-topics\.sh --create/],
  ['MESSAGE_TOO_LARGE', 'misconfigured', /max\.message\.bytes/],
  ['SASL_AUTHENTICATION_FAILED', 'misconfigured', /RELAY_USER and RELAY_PASSWORD/],
  ['TOPIC_AUTHORIZATION_FAILED', 'misconfigured', /the rights of the user/],
  ['NOT_LEADER_OR_FOLLOWER', 'unavailable', /does not take events/],
  ['NOT_ENOUGH_REPLICAS', 'unavailable', /does not take events/],
  ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'unavailable', /does not take events/],
] as const) {
  test(`what Kafka answers with ${id}, however deep it stands, is told as ${code}`, () => {
    const failure = kafkaFailure(new MultipleErrors('produce failed', [new ProtocolError(id)]), kafka);
    assert.equal(failure.code, code);
    assert.match(failure.message, message);
    assert.doesNotMatch(failure.message, /s3cret/);
  });
}

test('a broker of Kafka that cannot be reached is told with the first cause', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const failure = kafkaFailure(new MultipleErrors('failed', [new NetworkError('Connection failed', { cause })]), kafka);
  assert.deepEqual([failure.code, failure.message.endsWith('connect ECONNREFUSED 127.0.0.1:1')], ['unavailable', true]);
});

test('what NATS answers is told by what has to be done; what is known already stays as it is', () => {
  const told = (name: string, message: string) => natsFailure(Object.assign(new Error(message), { name }), nats);
  for (const [failure, code, message] of [
    [told('StreamNotFoundError', 'stream not found'), 'not_found', /nats stream add listings/],
    [told('AuthorizationError', 'Authorization Violation'), 'misconfigured', /RELAY_TOKEN/],
    [told('InvalidArgumentError', "'payload' max_payload size exceeded"), 'misconfigured', /raise its max_payload/],
    [told('TimeoutError', 'timeout'), 'unavailable', /does not take events: timeout$/],
  ] as const) {
    assert.ok(failure instanceof AppError);
    assert.equal(failure.code, code);
    assert.match(failure.message, message);
    assert.doesNotMatch(failure.message, /s3cret/);
  }
  const known = new AppError('misconfigured', 'as it is');
  assert.equal(natsFailure(known, nats), known);
});
