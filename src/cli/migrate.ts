import type { Config } from '../config/config.ts';
import { laterMigrations, migrate, migrationStatus } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { AppError } from '../errors.ts';
import type { ExitStatus } from './run-command.ts';

/** Below it nobody records what prices were: what is written then would be without a history once it is run again. */
const recording = '0007_history';

const print = (line: string) => process.stdout.write(`${line}\n`);

export async function migrateUp(config: Config): Promise<ExitStatus> {
  return await withUrl(config, false, async (url) =>
    report(await migrate({ url, direction: 'up', log: print }), 'Migrated'),
  );
}

export type MigrateDownOptions = { yes?: true };

/**
 * @throws AppError `invalid` without `yes`, since what it takes cannot be had back; `conflict` where the last of them is of a
 * later version, which alone knows the way back
 */
export async function migrateDown(
  config: Config,
  wanted: number | 'all',
  { yes }: MigrateDownOptions,
): Promise<ExitStatus> {
  if (!yes) throw new AppError('invalid', 'This deletes the price history for good. Stop the servers, then say --yes.');
  return await withUrl(config, true, async (url) => {
    const later = (await laterMigrations(url)).map(({ name }) => name);
    if (later.length > 0) {
      const text = `A later version has run ${later.join(', ')}: only that version can take it back, so begin with it.`;
      throw new AppError('conflict', text);
    }
    const run = (await migrationStatus(url)).filter(({ appliedAt }) => appliedAt).map(({ name }) => name);
    const count = wanted === 'all' ? run.length : wanted;
    checkTakenBack(run, count);
    return report(await migrate({ url, direction: 'down', count, log: print }), 'Taken back');
  });
}

/**
 * @param run the names of those that were run, in order
 * @throws AppError `invalid` for more than were run, since whoever says 9 where there are 6 has another schema in mind; where
 * listings would stay that nobody records
 */
function checkTakenBack(run: readonly string[], count: number): void {
  if (run.length > 0 && count > run.length) {
    const were = run.length === 1 ? '1 migration was' : `${run.length} migrations were`;
    throw new AppError('invalid', `Only ${were} run: ${count} cannot be taken back.`);
  }
  const most = run.length - run.indexOf(recording) - 1;
  if (count <= most || count >= run.length) return;
  const text = `Without ${recording} no price is recorded, and listings that are written then would have no history`;
  throw new AppError('invalid', `${text}: take back all${most > 0 ? `, or at most ${most}` : ''}.`);
}

export async function migrateStatus(config: Config): Promise<ExitStatus> {
  return await withUrl(config, true, async (url) => {
    const states = await migrationStatus(url);
    for (const { name, appliedAt } of states)
      print(`${appliedAt ? appliedAt.toISOString() : 'not run'.padEnd(24)}  ${name}`);
    for (const { name, appliedAt } of await laterMigrations(url))
      print(`${appliedAt.toISOString()}  ${name} (run by a later version; this one does not know it)`);
    return states.every(({ appliedAt }) => appliedAt) ? 0 : 1;
  });
}

function report(names: string[], did: string): ExitStatus {
  for (const name of names) print(`${did}: ${name}`);
  if (names.length === 0) print('Nothing to do.');
  return 0;
}

async function withUrl(
  config: Config,
  existing: boolean,
  work: (url: string) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const database = await openDatabase(config, { existing });
  try {
    return await work(database.url);
  } finally {
    await database.release();
  }
}
