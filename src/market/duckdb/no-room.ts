import { AppError } from '../../errors.ts';

/** What is worked out cannot be put on disk: the operator has to mend that, whom the log tells the cause. */
export function noRoom(cause: unknown): AppError {
  return new AppError('unavailable', 'There is no room on the disk of DATA_DIR, or no right to write there.', {
    cause,
  });
}
