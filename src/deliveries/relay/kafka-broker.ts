import type { Producer, ProducerOptions } from '@platformatic/kafka';
import { loadClient } from '../../wire/load-client.ts';
import type { KafkaAddress } from './address.ts';
import type { Broker } from './broker.ts';
import { cloudEventType, type RelayedEvent } from './cloud-event.ts';
import { kafkaFailure } from './kafka-failure.ts';
import { withinTime } from './within-time.ts';

type Client = typeof import('@platformatic/kafka');
type TextProducer = Producer<string, string, string, string>;

/** How long a connection, a request, and a batch with all its repeats may take, in ms. */
const limits = { connectMs: 5_000, requestMs: 10_000, batchMs: 30_000 };
/** An idempotent producer may repeat: the broker tells by its numbers what it has already. */
const repeats = { retries: 3, retryDelay: 250 };

/**
 * Connects to Kafka, and looks whether the topic is there. The producer is idempotent, and one batch is under way at a time.
 * @throws AppError `unavailable`, `misconfigured`, `not_found`
 */
export async function openKafka(address: KafkaAddress): Promise<Broker> {
  const client = await loadClient(['@platformatic/kafka'], () => import('@platformatic/kafka'));
  const { topic } = address;
  const producer: TextProducer = new client.Producer(optionsOf(address, client));
  const ask = async (asked: Promise<unknown>, ms: number) => {
    await withinTime(asked, ms).catch((error) => Promise.reject(kafkaFailure(error, address)));
  };
  const close = async () => await withinTime(producer.close(true), limits.requestMs).catch(() => {});
  try {
    await ask(producer.metadata({ topics: [topic], autocreateTopics: false }), limits.requestMs);
  } catch (error) {
    await close();
    throw error;
  }
  const toMessage = ({ key, json }: RelayedEvent) => ({ topic, key, value: json, headers });
  return {
    send: async (events) => await ask(producer.send({ messages: events.map(toMessage) }), limits.batchMs),
    close,
  };
}

const headers = { 'content-type': cloudEventType };

function optionsOf(address: KafkaAddress, client: Client): ProducerOptions<string, string, string, string> {
  const { servers, tls, mechanism, credentials } = address;
  const { user: username = '', password = '' } = credentials;
  return {
    ...{ clientId: 'pricetrail', bootstrapBrokers: [...servers], serializers: client.stringSerializers },
    ...{ connectTimeout: limits.connectMs, requestTimeout: limits.requestMs, timeout: limits.requestMs, ...repeats },
    ...{ idempotent: true, acks: client.ProduceAcks.ALL, autocreateTopics: false },
    // That of Java's client: who joins topics by their partitions relies on it.
    partitioner: client.compatibilityPartitioner,
    ...newProducer,
    ...(tls ? { tls: {}, tlsServerName: true } : {}),
    ...(credentials.user === undefined ? {} : { sasl: { mechanism, username, password } }),
  };
}

/** So a producer asks for an id of its own (KIP-360); the library asks to go on as producer 0, which strict brokers refuse. */
const newProducer = { producerId: -1n, producerEpoch: -1 };
