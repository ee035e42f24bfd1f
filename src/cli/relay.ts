import type { Config } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { type Address, nameOf, parseAddress } from '../deliveries/relay/address.ts';
import { openBroker } from '../deliveries/relay/open-broker.ts';
import { relayChanges } from '../deliveries/relay/relay-changes.ts';
import { parseFrom } from '../deliveries/relay/starting-point.ts';
import { AppError } from '../errors.ts';
import { interruption } from './interruption.ts';
import { progress } from './progress.ts';
import type { RelayCommandOptions } from './relay-options.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const figure = new Intl.NumberFormat('en');

/** Sends every change to a broker until SIGINT or SIGTERM. */
export async function relay(config: Config, options: RelayCommandOptions): Promise<ExitStatus> {
  const { relayUser: user, relayPassword: password, relayToken: token } = config;
  const address = parseAddress(options.to, { user, password, token });
  if (!isUriReference(options.source)) {
    throw new AppError('invalid', '--source must be a URI, or a reference such as /pricetrail.');
  }
  if (options.from !== undefined) parseFrom(options.from);
  return await withDatabase(config, (db) => relayTo(address, db, options), { existing: true });
}

async function relayTo(address: Address, db: Database, options: RelayCommandOptions): Promise<ExitStatus> {
  const { name = nameOf(address), from, source } = options;
  const stop = new AbortController();
  interruption(db, 'it ends after the batch in flight', () => stop.abort());
  const shown = progress(process.stderr);
  let count = 0;
  try {
    await relayChanges({
      ...{ db, name, source, from, signal: stop.signal },
      open: () => openBroker(address),
      onNote: (text) => shown.note(`${name}: ${text}`),
      onRelayed: (changes) => {
        count += changes.length;
        shown.update(`${told(count)}; recorded until ${changes.at(-1)?.recorded_at}`);
      },
    });
  } finally {
    shown.done();
  }
  process.stderr.write(`${told(count)} to ${name}; started again, it goes on from here.\n`);
  return 0;
}

function told(count: number): string {
  return `Relayed ${figure.format(count)} events`;
}

/** RFC 3986, 4.1. */
function isUriReference(text: string): boolean {
  return /^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/.test(text) && URL.canParse(text, 'http://pricetrail');
}
