import type { Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';
import type { Role } from './role.ts';

/** A key as it is told; its secret is nowhere. */
export type ApiKeyRow = {
  id: string;
  name: string;
  role: Role;
  created_date: Instant;
  expires_date: Instant | null;
  revoked_date: Instant | null;
  used_date: Instant | null;
};

const columns = 'id, name, role, created_date, expires_date, revoked_date, used_date';
const counts = '(revoked_date IS NULL AND (expires_date IS NULL OR expires_date > now()))';

export type NewApiKey = Pick<ApiKeyRow, 'id' | 'name' | 'role' | 'expires_date'> & { hash: Buffer };

export async function insertApiKey(db: Queryable, { id, name, role, hash, expires_date }: NewApiKey): Promise<void> {
  await db.query({
    text: 'INSERT INTO api_key (id, name, role, hash, expires_date) VALUES ($1, $2, $3, $4, $5)',
    values: [id, name, role, hash, expires_date],
  });
}

/** All there ever were, the oldest first. */
export async function selectApiKeys(db: Queryable): Promise<ApiKeyRow[]> {
  const { rows } = await db.query<ApiKeyRow>({ text: `SELECT ${columns} FROM api_key ORDER BY created_date, id` });
  return rows;
}

/** Those that count now of one name, or the one of an id; nobody changes them until the transaction ends. */
export async function lockApiKeys(db: Queryable, idOrName: string): Promise<ApiKeyRow[]> {
  const { rows } = await db.query<ApiKeyRow>({
    text: `SELECT ${columns} FROM api_key WHERE (id = $1 OR name = $1) AND ${counts} ORDER BY created_date, id FOR UPDATE`,
    values: [idOrName],
  });
  return rows;
}

/** Two who make keys at the same time do so one after the other. */
export async function lockNames(db: Queryable): Promise<void> {
  await db.query({ text: 'LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE' });
}

export async function revokeApiKeys(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({ text: 'UPDATE api_key SET revoked_date = now() WHERE id = ANY ($1)', values: [ids] });
}

/** A key of before, and when it ends. */
export type KeptKey = { id: string; expires_date: Instant };

/** None ends later than before. @returns them, the oldest first */
export async function endApiKeys(db: Queryable, ids: readonly string[], keptSeconds: number): Promise<KeptKey[]> {
  const { rows } = await db.query<KeptKey>({
    text: `WITH ended AS (
        UPDATE api_key SET expires_date = least(expires_date, now() + make_interval(secs => $2))
        WHERE id = ANY ($1) RETURNING id, created_date, expires_date)
      SELECT id, expires_date FROM ended ORDER BY created_date, id`,
    values: [ids, keptSeconds],
  });
  return rows;
}

/**
 * When a key made now ends that counts for as long as the last one of a name was made to. It is the last one since rotation
 * brings the ends of all others nearer. Beyond the year 9999 no instant is told.
 */
export async function selectNextExpiry(db: Queryable, name: string): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>({
    text: `SELECT CASE WHEN expires_date IS NOT NULL
        THEN least(now() + (expires_date - created_date), '9999-12-31T23:59:59.999Z')::timestamptz(3) END AS at
      FROM api_key WHERE name = $1 ORDER BY created_date DESC, id DESC LIMIT 1`,
    values: [name],
  });
  return rows[0]?.at ?? null;
}

export async function hasApiKeys(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ some: boolean }>({
    name: 'has-api-keys',
    text: 'SELECT EXISTS (SELECT FROM api_key) AS some',
  });
  return rows[0]?.some === true;
}

export type CountingKey = { name: string; role: Role; hash: Buffer; expires_date: Instant | null };

/** @returns undefined where there is no such key, or it was revoked */
export async function selectCountingKey(db: Queryable, id: string): Promise<CountingKey | undefined> {
  const { rows } = await db.query<CountingKey>({
    name: 'select-api-key',
    text: 'SELECT name, role, hash, expires_date FROM api_key WHERE id = $1 AND revoked_date IS NULL',
    values: [id],
  });
  return rows[0];
}

/** Notes when keys were used last, by their ids. They are locked in the order of `lockApiKeys`: else two could wait for each other. */
export async function noteUses(db: Queryable, uses: ReadonlyMap<string, Instant>): Promise<void> {
  await db.query({
    text: `WITH locked AS MATERIALIZED (
        SELECT api_key.id, used.at
        FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at) JOIN api_key ON api_key.id = used.id
        WHERE used_date IS NULL OR used_date < used.at
        ORDER BY created_date, api_key.id FOR NO KEY UPDATE OF api_key
      )
      UPDATE api_key SET used_date = locked.at
      FROM locked WHERE api_key.id = locked.id AND (used_date IS NULL OR used_date < locked.at)`,
    values: [[...uses.keys()], [...uses.values()]],
  });
}
