import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where ui/build.ts puts it. */
export const builtPageFolder = fileURLToPath(new URL('../../ui/dist', import.meta.url));

/** The web page as ui/build.ts left it. */
export type BuiltPage = {
  /** The document that every address of the page gets. */
  html: string;
  /** The absolute path of the files that it refers to. */
  folder: string;
};

/** @returns nothing where it was not built: then there is none */
export async function readBuiltPage(folder: string): Promise<BuiltPage | undefined> {
  try {
    return { html: await readFile(join(folder, 'index.html'), 'utf8'), folder };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
