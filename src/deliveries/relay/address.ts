import { AppError } from '../../errors.ts';
import { addressForms } from './address-forms.ts';

/** What proves who connects; it comes with the address, or from the settings, and is never told. */
export type Credentials = { user?: string | undefined; password?: string | undefined; token?: string | undefined };

type Server = { servers: readonly string[]; tls: boolean; credentials: Credentials };
type Mechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
export type KafkaAddress = Server & { kind: 'kafka'; topic: string; mechanism: Mechanism };
export type NatsAddress = Server & {
  kind: 'nats';
  stream: string;
  /** What subjects begin with; the id of the listing follows. */
  subject: string;
  /** A file of credentials, as `nsc` writes it. */
  creds: string | undefined;
};
export type Address = KafkaAddress | NatsAddress;

const usualPorts = { kafka: 9092, nats: 4222 };
const pattern = /^(kafka|nats)(\+tls)?:\/\/(?:([^@/]*)@)?([^/?#@]+)\/([^/?#]+)(?:\?([^#]*))?$/;

/**
 * Reads where events are to go. What is wrong is told without the address, which may hold a password.
 * @param settings credentials that count before those of the address
 * @throws AppError `invalid`
 */
export function parseAddress(text: string, settings: Credentials = {}): Address {
  const [, scheme, encrypted, userinfo, hosts = '', path = '', query = ''] = pattern.exec(text) ?? [];
  if (/^(kafka|nats)(\+tls)?:\/\/[^/?#]+\/?$/.test(text)) throw wrong('has no topic or stream behind its servers');
  if (scheme !== 'kafka' && scheme !== 'nats') throw wrong('is none of the forms taken');
  const servers = hosts.split(',').map((host) => withPort(host, usualPorts[scheme]));
  const credentials = { ...credentialsOf(userinfo, scheme), ...stated(settings) };
  const server = { servers, tls: encrypted !== undefined, credentials };
  const parameters = new URLSearchParams(query);
  return scheme === 'kafka'
    ? { kind: 'kafka', ...server, ...kafkaTarget(decoded(path), parameters) }
    : { kind: 'nats', ...server, ...natsTarget(decoded(path), parameters) };
}

/** What a relay there is called where nothing else is said: the same for the same place, without credentials. */
export function nameOf(address: Address): string {
  const place = `${address.kind}://${address.servers.toSorted().join(',')}`;
  if (address.kind === 'kafka') return `${place}/${address.topic}`;
  const { stream, subject } = address;
  return `${place}/${stream}${subject === stream ? '' : `?subject=${subject}`}`;
}

function kafkaTarget(topic: string, parameters: URLSearchParams): Pick<KafkaAddress, 'topic' | 'mechanism'> {
  refuseUnknown(parameters, ['mechanism']);
  if (!/^(?!\.{1,2}$)[\w.-]{1,249}$/.test(topic)) throw wrong('needs a topic of letters, digits, dots, _ and -');
  const asked = parameters.get('mechanism') ?? 'scram-sha-512'; // of the three one that does not tell the password
  const mechanism = mechanisms.find((name) => name === asked.toUpperCase());
  if (!mechanism) throw wrong('has a mechanism that is none of scram-sha-512, scram-sha-256, plain');
  return { topic, mechanism };
}

const mechanisms: readonly Mechanism[] = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

function natsTarget(stream: string, parameters: URLSearchParams): Pick<NatsAddress, 'stream' | 'subject' | 'creds'> {
  refuseUnknown(parameters, ['subject', 'creds']);
  if (!/^[^\s.*>\\/]+$/.test(stream)) throw wrong('needs a stream whose name is without spaces, dots, * and >');
  const subject = parameters.get('subject') ?? stream;
  if (!/^[^\s.*>]+(\.[^\s.*>]+)*$/.test(subject)) throw wrong('needs a subject of words with dots between them');
  return { stream, subject, creds: parameters.get('creds') ?? undefined };
}

function refuseUnknown(parameters: URLSearchParams, known: readonly string[]): void {
  const isUnknown = [...parameters.keys()].some((name) => !known.includes(name));
  if (isUnknown) throw wrong(`has a parameter that is unknown; known are ${known.join(', ')}`);
}

function withPort(host: string, port: number): string {
  const [, name, given] = /^([\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i.exec(host) ?? [];
  if (name === undefined || Number(given ?? 0) > 65_535) throw wrong('needs hosts such as broker-1:9092,broker-2:9092');
  return `${name}:${given ?? port}`;
}

function credentialsOf(userinfo: string | undefined, scheme: Address['kind']): Credentials {
  if (userinfo === undefined) return {};
  const [user = '', ...password] = userinfo.split(':');
  if (password.length > 0) return { user: decoded(user), password: decoded(password.join(':')) };
  if (scheme === 'nats') return { token: decoded(user) };
  throw wrong('has a user without a password');
}

function stated(credentials: Credentials): Credentials {
  return Object.fromEntries(Object.entries(credentials).filter(([, value]) => value !== undefined));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('has a % that is followed by no hexadecimal digits');
  }
}

function wrong(what: string): AppError {
  return new AppError('invalid', `The address of --to ${what}. It is one of${addressForms}`);
}
