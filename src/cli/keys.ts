import { isActorName } from '../access/actor-name.ts';
import { createApiKey, listApiKeys, type MadeKey, revokeApiKey, rotateApiKey } from '../access/manage-keys.ts';
import type { Config } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import type { Instant } from '../db/values.ts';
import { AppError } from '../errors.ts';
import { databaseName } from './database-name.ts';
import { type CreateKeyOptions, type RotateKeyOptions, usesNoted } from './keys-options.ts';
import { keysTable } from './keys-table.ts';
import type { ExitStatus } from './run-command.ts';
import { isOutputNowhere, writeOut } from './standard-output.ts';
import { type WithDatabaseOptions, withDatabase } from './with-database.ts';

/** Makes a key: it alone goes to standard output, so that it can be piped to where it is stored. */
export async function createKey(config: Config, { role, name, expires }: CreateKeyOptions): Promise<ExitStatus> {
  if (!isActorName(name, 100)) {
    throw new AppError(
      'invalid',
      '--name must have 1 to 100 characters, none that cannot be seen, and no space at an end.',
    );
  }
  assertSeen();
  const until = expires === 'never' ? undefined : expires;
  await withKeys(config, async (db) => {
    const key = await createApiKey(db, { role, name, expires: until });
    const what = `The key ${name}, for the role ${role}, ${untilWhen(until)}`;
    await tellOnce(db, key, { what, instead: 'make another one' });
  });
  return 0;
}

export async function listKeys(config: Config): Promise<ExitStatus> {
  const keys = await withKeys(config, listApiKeys, { existing: true });
  if (keys.length === 0) print('There is no key yet: pricetrail keys create makes one.');
  else {
    process.stdout.write(keysTable(keys, Date.now()));
    print(usesNoted);
  }
  return 0;
}

export async function revokeKey(config: Config, idOrName: string): Promise<ExitStatus> {
  const ended = await withKeys(config, (db) => revokeApiKey(db, idOrName), { existing: true });
  for (const { id, name, role } of ended)
    process.stdout.write(`Revoked ${id}, the key ${name} for the role ${role}.\n`);
  return 0;
}

export async function rotateKey(
  config: Config,
  idOrName: string,
  { keep, expires }: RotateKeyOptions,
): Promise<ExitStatus> {
  assertSeen();
  const wanted = { idOrName, keptSeconds: keep, expires };
  const rotate = async (db: Database) => {
    const next = await rotateApiKey(db, wanted);
    for (const { id, expires_date } of next.kept)
      print(`The key ${id} of before counts ${keep === 0 ? 'no more' : `until ${expires_date}`}.`);
    const what = `The next key ${next.name}, for the role ${next.role}, ${untilWhen(next.expires)}`;
    await tellOnce(db, next, { what, instead: keep === 0 ? 'make another one with keys create' : 'rotate again' });
  };
  await withKeys(config, rotate, { existing: true });
  return 0;
}

/** Says which database the keys are of: it is not always the one that was meant. */
async function withKeys<T>(
  config: Config,
  work: (db: Database) => Promise<T>,
  options?: WithDatabaseOptions,
): Promise<T> {
  return await withDatabase(
    config,
    async (db) => {
      print(`Database: ${databaseName(config)}`);
      return await work(db);
    },
    options,
  );
}

/** To standard error: standard output is for what is stored, or read on. */
function print(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Before anything is made or ended: writing to where nobody reads does not fail. */
function assertSeen(): void {
  if (!isOutputNowhere()) return;
  const what = 'Standard output is closed, or is /dev/null: nobody would see the key.';
  throw new AppError('invalid', `${what} Send it to where the key is stored, or read.`);
}

/** A key that nobody has seen must not count. */
async function tellOnce(db: Database, { id, text }: MadeKey, told: { what: string; instead: string }): Promise<void> {
  print(`${told.what}. It is told this once: store it now, and send it as Authorization: Bearer.`);
  try {
    await writeOut(`${text}\n`);
  } catch (cause) {
    await revokeApiKey(db, id);
    const message = `The key could not be shown on standard output, so it was revoked: ${told.instead}.`;
    throw new AppError('unavailable', message, { cause });
  }
}

function untilWhen(expires: Instant | null | undefined): string {
  return `counts until ${expires ?? 'it is revoked'}`;
}
