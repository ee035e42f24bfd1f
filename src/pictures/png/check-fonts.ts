import { open } from 'node:fs/promises';
import { AppError } from '../../errors.ts';

/** What files of TrueType and OpenType, and collections of both, begin with. */
const beginnings: ReadonlySet<string> = new Set(['00010000', '4f54544f', '74746366']);

/** @throws AppError `misconfigured` where one cannot be read, or is none that outlines can be taken of */
export async function checkFonts(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const beginning = await readBeginning(path).catch((cause: Error) => {
      throw new AppError('misconfigured', `PICTURE_FONTS: ${path} cannot be read: ${cause.message}`, { cause });
    });
    if (beginnings.has(beginning)) continue;
    throw new AppError(
      'misconfigured',
      `PICTURE_FONTS: ${path} is no font in TrueType or OpenType (.ttf, .otf, .ttc).`,
    );
  }
}

async function readBeginning(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4);
  return buffer.toString('hex');
}
