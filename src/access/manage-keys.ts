import type { Database } from '../db/database.ts';
import type { Instant } from '../db/values.ts';
import { AppError } from '../errors.ts';
import { apiKeyText, hashOf, makeApiKey } from './api-key.ts';
import {
  type ApiKeyRow,
  endApiKeys,
  insertApiKey,
  type KeptKey,
  lockApiKeys,
  lockNames,
  revokeApiKeys,
  selectApiKeys,
  selectNextExpiry,
} from './api-keys.sql.ts';
import type { Role } from './role.ts';

export { hasApiKeys } from './api-keys.sql.ts';

/** A key, which nobody can be told again. */
export type MadeKey = { id: string; text: string };

/** A key in place of others, which are `kept` until they end. */
export type NextKey = MadeKey & { name: string; role: Role; expires: Instant | null; kept: KeptKey[] };

type Wanted = { name: string; role: Role; expires: Instant | undefined };

type Rotation = {
  idOrName: string;
  keptSeconds: number;
  /** Undefined: it counts for as long as the last key of the name was made to. */
  expires: Instant | 'never' | undefined;
};

/** @throws AppError `conflict` where a key of that name counts already: it is to be rotated */
export async function createApiKey(db: Database, wanted: Wanted): Promise<MadeKey> {
  return await db.transaction(async (tx) => {
    await lockNames(tx);
    const same = await lockApiKeys(tx, wanted.name);
    if (same.length > 0) {
      const message = `There is a key named ${wanted.name} already: choose another name, or rotate it.`;
      throw new AppError('conflict', message);
    }
    return await make(tx, wanted);
  });
}

/** Every key there ever was, the oldest first. */
export async function listApiKeys(db: Database): Promise<ApiKeyRow[]> {
  return await selectApiKeys(db.reads);
}

/** @returns those that count no more from now on @throws AppError `not_found` */
export async function revokeApiKey(db: Database, idOrName: string): Promise<ApiKeyRow[]> {
  return await db.transaction(async (tx) => {
    const found = await countingKeys(tx, idOrName);
    await revokeApiKeys(tx, idsOf(found));
    return found;
  });
}

/**
 * Makes another key of the same name and role. The one of the id, or all that count of the name, count for some seconds
 * more, and none for longer than it would have.
 * @throws AppError `not_found`
 */
export async function rotateApiKey(db: Database, { idOrName, keptSeconds, expires }: Rotation): Promise<NextKey> {
  return await db.transaction(async (tx) => {
    const found = await countingKeys(tx, idOrName);
    const { name, role } = last(found);
    const until = expires === undefined ? await selectNextExpiry(tx, name) : expires === 'never' ? null : expires;
    const kept = await endApiKeys(tx, idsOf(found), keptSeconds);
    return { ...(await make(tx, { name, role, expires: until ?? undefined })), name, role, expires: until, kept };
  });
}

type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

async function make(tx: Tx, { name, role, expires }: Wanted): Promise<MadeKey> {
  const key = makeApiKey();
  await insertApiKey(tx, { id: key.id, name, role, hash: hashOf(key.secret), expires_date: expires ?? null });
  return { id: key.id, text: apiKeyText(key) };
}

async function countingKeys(tx: Tx, idOrName: string): Promise<ApiKeyRow[]> {
  const found = await lockApiKeys(tx, idOrName);
  if (found.length > 0) return found;
  throw new AppError('not_found', `No key that counts has the id or the name ${idOrName}: keys list tells all.`);
}

function idsOf(keys: readonly ApiKeyRow[]): string[] {
  return keys.map(({ id }) => id);
}

function last(keys: readonly ApiKeyRow[]): ApiKeyRow {
  const key = keys.at(-1);
  if (!key) throw new Error('there is one at least');
  return key;
}
