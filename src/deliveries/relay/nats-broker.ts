import { readFile } from 'node:fs/promises';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import { AppError } from '../../errors.ts';
import { loadClient } from '../../wire/load-client.ts';
import type { NatsAddress } from './address.ts';
import type { Broker } from './broker.ts';
import { cloudEventType, type RelayedEvent } from './cloud-event.ts';
import { natsFailure } from './nats-failure.ts';
import { coversSubject } from './nats-subject.ts';
import { inRuns } from './runs.ts';

/** How long a server may take to connect, and to acknowledge an event, in ms. */
const [connectMs, acknowledgeMs] = [5_000, 10_000];
const packages = ['@nats-io/transport-node', '@nats-io/jetstream'] as const;

type Clients = { core: typeof import('@nats-io/transport-node'); stream: typeof import('@nats-io/jetstream') };

/**
 * Connects to NATS, and looks whether the stream is there and takes the subjects.
 * @throws AppError `unavailable`, `misconfigured`, `not_found`
 */
export async function openNats(address: NatsAddress): Promise<Broker> {
  const clients = await loadClient(packages, async () => ({
    core: await import('@nats-io/transport-node'),
    stream: await import('@nats-io/jetstream'),
  }));
  try {
    const connection = await clients.core.connect(await optionsOf(address, clients));
    return await openStream(connection, address, clients).catch(async (error) => {
      await connection.close();
      throw error;
    });
  } catch (error) {
    throw natsFailure(error, address);
  }
}

/** It is connected anew by who sends, so that no event overtakes another that was lost with a connection. */
async function optionsOf(address: NatsAddress, { core }: Clients): Promise<ConnectionOptions> {
  const { servers, tls, creds } = address;
  const { user, password: pass, token } = address.credentials;
  return {
    ...{ servers: [...servers], name: 'pricetrail', timeout: connectMs, reconnect: false },
    ...(tls ? { tls: {} } : {}),
    ...(token === undefined ? {} : { token }),
    ...(user === undefined ? {} : { user, ...(pass === undefined ? {} : { pass }) }),
    ...(creds === undefined ? {} : { authenticator: core.credsAuthenticator(await readCreds(creds)) }),
  };
}

async function readCreds(path: string): Promise<Uint8Array> {
  return await readFile(path).catch((cause) => {
    throw new AppError('misconfigured', `The file of NATS credentials cannot be read: ${cause.message}`, { cause });
  });
}

async function openStream(
  connection: NatsConnection,
  address: NatsAddress,
  { core, stream }: Clients,
): Promise<Broker> {
  const { config } = await (await stream.jetstreamManager(connection)).streams.info(address.stream);
  if (!coversSubject(config.subjects ?? [], address.subject)) throw uncovered(address, config.subjects);
  const client = stream.jetstream(connection, { timeout: acknowledgeMs });
  const publish = async (event: RelayedEvent) =>
    await publishEvent(client, event, { address, headers: core.headers() });
  return {
    send: async (events) => {
      for (const run of inRuns(events)) await allOf(run.map(publish), address);
    },
    close: async () => await connection.close(),
  };
}

type Message = { address: NatsAddress; headers: ReturnType<Clients['core']['headers']> };

/**
 * The server tells a repeat by the id, and takes no event that another stream would get. The library writes both into the
 * headers: so each event has its own.
 */
async function publishEvent(
  client: JetStreamClient,
  event: RelayedEvent,
  { address, headers }: Message,
): Promise<void> {
  headers.set('Content-Type', cloudEventType);
  await client.publish(`${address.subject}.${event.key}`, event.json, {
    ...{ msgID: event.id, headers, expect: { streamName: address.stream } },
  });
}

/** Waits for all of them, also where one has failed: nothing is under way when it returns. */
async function allOf(sending: readonly Promise<void>[], address: NatsAddress): Promise<void> {
  const failed = (await Promise.allSettled(sending)).find((one) => one.status === 'rejected');
  if (failed) throw natsFailure(failed.reason, address);
}

function uncovered({ stream, subject }: NatsAddress, subjects: readonly string[] = []): AppError {
  const has = subjects.length === 0 ? 'none' : subjects.join(', ');
  const advice = `add it: nats stream edit ${stream} --subjects '${subject}.*', or name a prefix that it takes: ?subject=`;
  return new AppError('misconfigured', `The stream ${stream} does not take ${subject}.* (it takes ${has}): ${advice}`);
}
