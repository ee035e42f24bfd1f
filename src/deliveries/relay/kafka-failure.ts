import { AppError } from '../../errors.ts';
import type { KafkaAddress } from './address.ts';

/** By their names in the protocol. */
const kinds = {
  missing: new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION']),
  large: new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']),
  refused: new Set([
    ...['SASL_AUTHENTICATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE'],
    ...['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED', 'PLT_KFK_AUTHENTICATION'],
  ]),
};

/** What an error of the library means for who runs the relay. */
export function kafkaFailure(error: unknown, { topic, servers }: KafkaAddress): AppError {
  const found = [...causesOf(error)];
  const has = (names: ReadonlySet<string>) => found.some(({ name }) => names.has(name));
  const where = servers.join(', ');
  const told = (code: AppError['code'], message: string) => new AppError(code, message, { cause: error });
  const reason = found.at(-1)?.message ?? String(error);
  if (has(kinds.refused)) {
    const advice = 'set RELAY_USER and RELAY_PASSWORD, ?mechanism=, or the rights of the user';
    return told('misconfigured', `Kafka at ${where} refuses who connects (${reason}): ${advice}`);
  }
  if (has(kinds.missing)) {
    const advice = `make it first: kafka-topics.sh --create --topic ${topic} --bootstrap-server ${servers[0]}`;
    return told('not_found', `There is no topic ${topic} on ${where}: ${advice}`);
  }
  if (has(kinds.large))
    return told('misconfigured', `An event is larger than the topic ${topic} takes: raise its max.message.bytes`);
  return told('unavailable', `Kafka at ${where} does not take events: ${reason}`);
}

type Cause = { name: string; message: string };

/** An error and all that led to it, the first causes last; each by what the protocol or the library calls it. */
function* causesOf(error: unknown): Generator<Cause> {
  if (!(error instanceof Error)) return;
  const { apiId, code, errors, cause } = error as Error & Record<'apiId' | 'code' | 'errors', unknown>;
  yield { name: String(apiId ?? code ?? error.name), message: error.message || String(code) };
  if (Array.isArray(errors)) for (const each of errors) yield* causesOf(each);
  yield* causesOf(cause);
}
