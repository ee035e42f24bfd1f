import { DatabaseError } from 'pg';
import { type Config, loadConfig } from '../config/config.ts';
import { misspeltHint } from '../config/misspelt.ts';
import { isEncryptionFailure } from '../db/encryption-failure.ts';
import { AppError } from '../errors.ts';
import { Interrupted } from './interruption.ts';
import { watchOutput } from './standard-output.ts';

const permissionDenied = '42501';
/** PostgreSQL's hints, such as GRANT, would be followed by the next table. */
const ownsAll = 'The role of DATABASE_URL has to own the database and its tables: README, "A database of your own".';

/** What a command is over with: its exit status. */
export type ExitStatus = number;

/**
 * Runs a command with the settings. An expected failure, and one of the database or the operating system, is told in its
 * own words, exit status 1, or for a signal 128 and its number; anything else with its stack, exit status 70 (EX_SOFTWARE
 * of sysexits).
 */
export function runCommand<Arguments extends unknown[]>(
  command: (config: Config, ...given: Arguments) => Promise<ExitStatus>,
) {
  return async (...given: Arguments): Promise<void> => {
    const assertWritten = watchOutput();
    try {
      const config = loadConfig();
      for (const misspelt of config.misspelt) process.stderr.write(`pricetrail: ${misspeltHint(misspelt)}\n`);
      process.exitCode = await command(config, ...given);
      await assertWritten();
    } catch (error) {
      const message = inWords(error);
      process.stderr.write(`pricetrail: ${message ?? (error instanceof Error ? error.stack : error)}\n`);
      process.exitCode = statusOf(error, message);
    }
  };
}

function statusOf(error: unknown, message: string | undefined): ExitStatus {
  if (error instanceof Interrupted) return error.status;
  return message === undefined ? 70 : 1;
}

function inWords(error: unknown): string | undefined {
  if (error instanceof AppError) {
    const reason = error.code === 'unavailable' ? inWords(error.cause) : undefined;
    return reason === undefined ? error.message : `${error.message} (${reason})`;
  }
  if (error instanceof DatabaseError) {
    const advice = error.code === permissionDenied ? ownsAll : error.hint;
    return [`PostgreSQL: ${error.message}`, advice].filter(Boolean).join('. ');
  }
  if (isEncryptionFailure(error)) return `${error.message}: see sslmode and sslrootcert of DATABASE_URL`;
  const isSystemError = error instanceof Error && 'syscall' in error;
  if (isSystemError) return error.message || String((error as NodeJS.ErrnoException).code);
  return undefined;
}
