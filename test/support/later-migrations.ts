import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = fileURLToPath(new URL('../../migrations', import.meta.url));

export type LaterMigrations = { dir: string; remove(): Promise<void> };

/** The migrations of Pricetrail and then those given, by name, as a later version would have them. */
export async function withLater(later: Readonly<Record<string, string>>): Promise<LaterMigrations> {
  const dir = await mkdtemp(join(tmpdir(), 'pricetrail-migrations-'));
  await cp(ours, dir, { recursive: true });
  for (const [name, text] of Object.entries(later)) await writeFile(join(dir, `${name}.sql`), text);
  return { dir, remove: async () => await rm(dir, { recursive: true, force: true }) };
}
