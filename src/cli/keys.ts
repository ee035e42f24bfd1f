import { isActorName } from '../access/actor-name.ts';
import type { ApiKeyRow } from '../access/api-keys.sql.ts';
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '../access/manage-keys.ts';
import type { Config } from '../config/config.ts';
import type { Instant } from '../db/values.ts';
import { AppError } from '../errors.ts';
import type { CreateKeyOptions, RotateKeyOptions } from './keys-options.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

/** Makes a key: it alone goes to standard output, so that it can be piped to where it is stored. */
export async function createKey(config: Config, { role, name, expires }: CreateKeyOptions): Promise<ExitStatus> {
  if (!isActorName(name, 100)) {
    throw new AppError(
      'invalid',
      '--name must have 1 to 100 characters, none that cannot be seen, and no space at an end.',
    );
  }
  const wanted = { role, name, expires: instantOf(expires) };
  const { text } = await withDatabase(config, (db) => createApiKey(db, wanted));
  tellOnce(text, `The key ${name}, for the role ${role}`);
  return 0;
}

export async function listKeys(config: Config): Promise<ExitStatus> {
  const keys = await withDatabase(config, listApiKeys, { existing: true });
  if (keys.length === 0) process.stderr.write('There is no key yet: pricetrail keys create makes one.\n');
  else process.stdout.write(table(keys));
  return 0;
}

export async function revokeKey(config: Config, idOrName: string): Promise<ExitStatus> {
  const ended = await withDatabase(config, (db) => revokeApiKey(db, idOrName), { existing: true });
  for (const { id, name, role } of ended)
    process.stdout.write(`Revoked ${id}, the key ${name} for the role ${role}.\n`);
  return 0;
}

export async function rotateKey(
  config: Config,
  idOrName: string,
  { keep, expires }: RotateKeyOptions,
): Promise<ExitStatus> {
  const wanted = { idOrName, keptSeconds: keep, expires: instantOf(expires) };
  const { text, name, role } = await withDatabase(config, (db) => rotateApiKey(db, wanted), { existing: true });
  const until = keep === 0 ? 'counts no more' : `counts until ${new Date(Date.now() + keep * 1_000).toISOString()}`;
  tellOnce(text, `The next key ${name}, for the role ${role}; the one of before ${until}`);
  return 0;
}

function tellOnce(text: string, what: string): void {
  process.stderr.write(`${what}. It is told this once: store it now, and send it as Authorization: Bearer.\n`);
  process.stdout.write(`${text}\n`);
}

function instantOf(ms: number | undefined): Instant | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

const heads = ['id', 'role', 'created', 'last used', 'state', 'name'];

function table(keys: readonly ApiKeyRow[]): string {
  const rows = [heads, ...keys.map((key) => cells(key))];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}

function cells({ id, role, created_date, used_date, name, ...key }: ApiKeyRow): string[] {
  return [id, role, minute(created_date), used_date === null ? 'never' : minute(used_date), stateOf(key), name];
}

function stateOf({ revoked_date, expires_date }: Pick<ApiKeyRow, 'revoked_date' | 'expires_date'>): string {
  if (revoked_date !== null) return `revoked ${minute(revoked_date)}`;
  if (expires_date === null) return 'counts';
  return `${Date.parse(expires_date) <= Date.now() ? 'expired' : 'counts until'} ${minute(expires_date)}`;
}

function minute(instant: Instant): string {
  return `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
