import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { sourceDigest } from './source-digest.ts';

// Builds ui/dist: files with a digest in their names, each beside its compressed forms. With `--if-needed` what was built from
// the same sources stays, and what cannot be built without the dev dependencies is left as it is.

const dist = join(import.meta.dirname, 'dist');
const say = (line: string) => process.stdout.write(`${line}\n`);
const digest = await sourceDigest();
if (!process.argv.includes('--if-needed')) await buildPage();
else if ((await builtFrom()) !== digest) await buildWherePossible();

async function builtFrom(): Promise<string | undefined> {
  return await readFile(join(dist, 'built-from.txt'), 'utf8').catch(() => undefined);
}

async function buildWherePossible(): Promise<void> {
  if (isInstalled('vite')) return await buildPage();
  const state =
    (await builtFrom()) === undefined ? 'is not built: there is only the API' : 'was built from other sources';
  say(`The web page ${state}; npm run build, with the dev dependencies installed, builds it.`);
}

function isInstalled(name: string): boolean {
  try {
    return findPackageJSON(name, import.meta.url) !== undefined;
  } catch {
    return false;
  }
}

/** Another folder takes the place of the old one at once, so that nobody is served half a page. */
async function buildPage(): Promise<void> {
  say('Building the web page …');
  const { build } = await import('vite');
  const fresh = `${dist}-${process.pid}`;
  try {
    await build({ root: import.meta.dirname, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    for await (const path of glob('**/*.{js,css,svg}', { cwd: fresh })) await compress(join(fresh, path));
    await writeFile(join(fresh, 'built-from.txt'), digest);
    await takePlace(fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Of two that build the same at once the first one to be ready counts. */
async function takePlace(fresh: string): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}
