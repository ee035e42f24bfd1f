import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const sources = [
  'ui/{src,public,locales}/**/*.*',
  'ui/*.{html,ts,json}',
  'src/drawing/*.ts',
  'src/listings/countries.ts',
  'package-lock.json',
];

/** A digest of all that the built page depends on. */
export async function sourceDigest(): Promise<string> {
  const paths: string[] = [];
  for await (const path of glob(sources, { cwd: root })) paths.push(path);
  const digest = createHash('sha256');
  for (const path of paths.toSorted()) digest.update(`${path}\n`).update(await readFile(join(root, path)));
  return digest.digest('hex');
}
