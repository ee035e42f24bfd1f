import { AppError } from '../../errors.ts';
import type { NatsAddress } from './address.ts';

const refused = new Set(['AuthorizationError', 'UserAuthenticationExpiredError', 'PermissionViolationError']);

/** What an error of the library means for who runs the relay; by its name, since the library may not be there to compare with. */
export function natsFailure(error: unknown, address: NatsAddress): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const { stream, subject, servers } = address;
  const where = servers.join(', ');
  const told = (code: AppError['code'], message: string) => new AppError(code, message, { cause: error });
  if (error.name === 'StreamNotFoundError') {
    const advice = `make it first: nats stream add ${stream} --subjects '${subject}.*'`;
    return told('not_found', `There is no stream ${stream} on ${where}: ${advice}`);
  }
  if (refused.has(error.name) || /authorization violation/i.test(error.message)) {
    const advice = 'set RELAY_USER and RELAY_PASSWORD, RELAY_TOKEN, or ?creds=file';
    return told('misconfigured', `NATS at ${where} refuses who connects (${error.message}): ${advice}`);
  }
  if (/max_payload/.test(error.message))
    return told('misconfigured', `An event is larger than NATS at ${where} takes: raise its max_payload`);
  // A cluster that is electing says so as well.
  const hint = error.name === 'JetStreamNotEnabled' ? '; nats-server -js enables it' : '';
  return told('unavailable', `NATS at ${where} does not take events: ${error.message || error.name}${hint}`);
}
