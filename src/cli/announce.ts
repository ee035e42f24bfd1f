import type { Config } from '../config/config.ts';
import { isForEyes, type Log } from '../log/open-log.ts';
import { databaseName } from './database-name.ts';
import type { Role } from './roles.ts';

export type Announced = {
  config: Config;
  role: Role;
  hasPage: boolean;
  metrics: string | undefined;
  log: Log;
  /** Whether everybody may do everything, since there is no key yet. */
  isOpen: boolean;
};

/** What a service tells where it begins and ends: for eyes a text, else lines of the log. */
export function tellsWith(config: Config, log: Log): (line: string) => void {
  return isForEyes(config) ? (line) => void process.stdout.write(`${line}\n`) : (line) => always(log).info(line.trim());
}

/** Says where it is, and what it does with what. */
export function announce(address: string, { log, ...announced }: Announced): void {
  const { config } = announced;
  const facts = factsOf(address, announced);
  const ready = `Pricetrail is ready: ${address}`;
  if (isForEyes(config)) return void process.stdout.write(asText(ready, facts));
  always(log).info(facts, ready);
  if (announced.isOpen) always(log).warn(`${open}: a proxy here lets everybody in (pricetrail keys create)`);
}

const open = 'there is no key yet: everybody on this machine may do everything';

/** Where a service begins and ends is told at any LOG_LEVEL. */
function always(log: Log): Log {
  return log.child({}, { level: 'info' });
}

function asText(ready: string, facts: Record<string, string>): string {
  const lines = Object.entries(facts).map(([name, fact]) => `  ${name.padEnd(10)}${fact}`);
  return `${[ready, ...lines, 'Ctrl-C stops it; the data stays.'].join('\n')}\n`;
}

function factsOf(
  address: string,
  { config, role, hasPage, metrics, isOpen }: Omit<Announced, 'log'>,
): Record<string, string> {
  const { databaseReadUrl, lakeUrl, workers, secretsKey } = config;
  const answered = {
    page: hasPage ? `${address}/` : 'not built: npm run build',
    API: `${address}/listings`,
    docs: `${address}/docs`,
    access: isOpen ? open : accessOf(config),
  };
  return {
    ...(role === 'worker' ? { health: `${address}/readyz` } : answered),
    database: databaseName(config),
    ...(databaseReadUrl === undefined ? {} : { reads: 'replica of DATABASE_READ_URL' }),
    imports: role === 'api' ? 'taken in here; done by a worker' : 'done here',
    webhooks: secretsKey === undefined ? 'off: SECRETS_KEY is not set' : postedBy[role],
    lake: `${lakeUrl}, ${role === 'api' ? 'kept up by a worker' : 'kept up here'}`,
    ...(metrics === undefined ? {} : { metrics }),
    ...(workers > 1 ? { workers: `${workers}` } : {}),
    process: `${process.pid}`,
  };
}

function accessOf({ anonymousRole, authIssuer }: Config): string {
  const credentials = authIssuer === undefined ? 'keys' : `keys, and tokens of ${authIssuer}`;
  return `${anonymousRole === 'none' ? '' : 'everybody reads; else by '}${credentials}`;
}

const postedBy: Readonly<Record<Role, string>> = {
  all: 'registered and posted here',
  api: 'registered here; posted by a worker',
  worker: 'posted here',
};
