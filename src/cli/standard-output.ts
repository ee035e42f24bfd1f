import { fstatSync, readSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { setImmediate as others } from 'node:timers/promises';
import { AppError } from '../errors.ts';

/** Writes to standard output, and waits until it is written. @throws the error of the system where it cannot be */
export async function writeOut(text: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  await promise;
}

/** Whether nobody can read what is written: Node puts the null device in the place of a standard output that is closed. */
export function isOutputNowhere(): boolean {
  const out = fstatSync(process.stdout.fd);
  return out.isCharacterDevice() && out.rdev === statSync(devNull, { throwIfNoEntry: false })?.rdev;
}

/**
 * Whether it is nowhere although nobody wrote `> /dev/null`, which opens the null device for writing alone: Node opens it for reading,
 * too, and so do programs that start others without an output.
 */
export function isOutputClosed(): boolean {
  return isOutputNowhere() && isReadable(process.stdout.fd);
}

/** Of the null device, which has nothing to wait for. */
function isReadable(fd: number): boolean {
  try {
    readSync(fd, Buffer.alloc(1));
    return true;
  } catch {
    return false;
  }
}

/**
 * Notes that standard output cannot be written to, which would end the process in the middle of what it does.
 * @returns what tells it at the end; who closes the pipe, as head does, has had enough
 * @throws AppError `unavailable`
 */
export function watchOutput(): () => Promise<void> {
  let failure: NodeJS.ErrnoException | undefined;
  process.stdout.on('error', (error) => {
    failure ??= error;
  });
  return async () => {
    await writeOut('').catch(() => {}); // comes after all that was written before
    await others();
    if (failure === undefined || failure.code === 'EPIPE') return;
    throw new AppError('unavailable', 'Standard output cannot be written to.', { cause: failure });
  };
}
