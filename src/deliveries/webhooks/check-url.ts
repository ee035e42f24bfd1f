import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { invalid } from '../../wire/checker.ts';
import { type AddressGuard, ForbiddenAddress } from './address-guard.ts';

/**
 * Looks whether a webhook may be posted to, as far as can be known before.
 * @throws AppError `invalid` where it is not encrypted, where its name is not known, or leads to what is not public
 */
export async function checkUrl(guard: AddressGuard, url: string): Promise<void> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'https:' && !guard.allowPrivate)
    throw refuse('must begin with https: (WEBHOOK_ALLOW_PRIVATE=1 lets others through, for development)');
  try {
    if (isIP(host)) guard.check(host, host);
    else await promisify(guard.lookup)(host, { all: true });
  } catch (error) {
    if (error instanceof ForbiddenAddress) throw refuse(`must lead to the public internet: ${error.message}`);
    throw refuse(`must have a name that is known: ${error instanceof Error ? error.message : error}`);
  }
}

function refuse(detail: string) {
  return invalid([{ pointer: '/url', detail }], 'webhook');
}
