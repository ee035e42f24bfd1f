import { AppError } from '../errors.ts';

/**
 * Lets a command end in order on SIGINT and SIGTERM: a function that throws once one has come, with the advice given.
 * A second signal ends the process at once.
 */
export function interruption(advice: string): () => void {
  let received: string | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      received = name;
    });
  }
  return () => {
    if (received !== undefined) throw new AppError('unavailable', `Interrupted by ${received}: ${advice}.`);
  };
}
