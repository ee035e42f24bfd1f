import { type Config, loadConfig } from '../config.ts';
import { AppError } from '../errors.ts';

/** What a command is over with: its exit status. */
export type ExitStatus = number;

/**
 * Runs a command with the settings. An expected failure is told in its own words, exit status 1; anything else with its
 * stack, exit status 70 (EX_SOFTWARE of sysexits).
 */
export function runCommand<Arguments extends unknown[]>(
  command: (config: Config, ...given: Arguments) => Promise<ExitStatus>,
) {
  return async (...given: Arguments): Promise<void> => {
    try {
      process.exitCode = await command(loadConfig(), ...given);
    } catch (error) {
      const expected = error instanceof AppError;
      process.stderr.write(`pricetrail: ${expected ? error.message : error instanceof Error ? error.stack : error}\n`);
      process.exitCode = expected ? 1 : 70;
    }
  };
}
