import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { sourceDigest } from './source-digest.ts';

// Builds ui/dist: files with a digest in their names, each beside its compressed forms. `--if-needed` leaves it where it was
// built from the same sources.

const dist = join(import.meta.dirname, 'dist');
const mark = join(dist, 'built-from.txt');
const isNeeded = !process.argv.includes('--if-needed') || (await builtFrom()) !== (await sourceDigest());
if (isNeeded) await buildPage();

async function builtFrom(): Promise<string | undefined> {
  return await readFile(mark, 'utf8').catch(() => undefined);
}

/** Another folder takes its place at once, so that nobody is served half a page. */
async function buildPage(): Promise<void> {
  process.stdout.write('Building the web page …\n');
  const digest = await sourceDigest();
  const fresh = `${dist}-${process.pid}`;
  try {
    await build({ root: import.meta.dirname, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    for await (const path of glob('**/*.{js,css,svg,html}', { cwd: fresh })) await compress(join(fresh, path));
    await writeFile(join(fresh, 'built-from.txt'), digest);
    await rm(dist, { recursive: true, force: true });
    await rename(fresh, dist);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}
