import { AppError } from '../errors.ts';

/**
 * Lets a command end in order on SIGINT and SIGTERM: a function that throws once one has come, with the advice given.
 * `onSignal` is told of the failure at once. A second signal ends the process at once.
 */
export function interruption(advice: string, onSignal: (failure: AppError) => void = () => {}): () => void {
  let failure: AppError | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      failure = new AppError('unavailable', `Interrupted by ${name}: ${advice}.`);
      onSignal(failure);
    });
  }
  return () => {
    if (failure) throw failure;
  };
}
