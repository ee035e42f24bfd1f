import { readFile } from 'node:fs/promises';
import type { MigrationBuilder } from 'node-pg-migrate';

/** How long a migration waits for a lock: whoever comes after it waits behind it, and is refused after 500 ms (waiting-room.ts). */
export const limitLocks = "SET lock_timeout = '250ms'";

const wayBack = /^-- Down Migration$/m;
/** In a line of its own: its statements are run one by one, parted by an empty line, and each is committed by itself. */
const apart = /^-- No transaction$/m;

/** Migrations as node-pg-migrate takes them; what takes long is outside of its transaction, and waits for locks in which nobody waits behind it. */
export async function readMigrations(paths: string[]) {
  return await Promise.all(
    paths.map(async (path) => ({ id: path, filePaths: [path], actions: await readActions(path) })),
  );
}

async function readActions(path: string) {
  const [up = '', down] = (await readFile(path, 'utf8')).split(wayBack);
  return { up: actionOf(up), down: down === undefined ? (false as const) : actionOf(down) };
}

function actionOf(text: string): (builder: MigrationBuilder) => void {
  if (!apart.test(text)) return (builder) => builder.sql(text);
  const statements = text.split(/\n\s*\n/).filter((part) => /^(?!--)\S/m.test(part));
  return (builder) => {
    builder.noTransaction();
    for (const statement of ['SET lock_timeout = 0', ...statements, limitLocks]) builder.sql(statement);
  };
}
