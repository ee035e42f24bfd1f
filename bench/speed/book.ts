import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { loadConfig } from '../../src/config/config.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import { runCommand } from '../measured-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = `${root}node_modules/.cache/bench`;

export type Book = { listings: number; url: string };

export type BookSize = { listings: number; prices: number };

/** Runs the work on a copy of a book, which it may write to: another database of the same server, made in seconds. */
export async function withCopy<T>(size: BookSize, work: (book: Book) => Promise<T>): Promise<T> {
  return await withBook(size, async ({ listings, url }) => await work({ listings, url: await copyOf(url) }));
}

/** Runs the work on a synthetic book, which it may only read: it is made once for a schema, and kept. */
export async function withBook<T>(size: BookSize, work: (book: Book) => Promise<T>): Promise<T> {
  const { listings, prices } = size;
  const folder = `${cache}/${listings}-${await schemaHash()}`;
  const settings = (dataDir: string) => ({ DATA_DIR: dataDir, DEMO: '0' });
  if (!(await isThere(folder))) await makeBook(folder, (dataDir) => fill(settings(dataDir), listings, prices));
  const opened = await openDatabase(loadConfig(settings(folder)));
  try {
    return await work({ listings, url: opened.url });
  } finally {
    await opened.release();
  }
}

/** Is complete or not there at all: it is made under another name. */
async function makeBook(folder: string, make: (dataDir: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  await make(unfinished);
  await rename(unfinished, folder);
  await chmod(folder, 0o711); // the account that the server runs as for root has to get in
}

async function fill(settings: Record<string, string>, listings: number, prices: number): Promise<void> {
  process.stderr.write(`Making a book of ${listings} listings and ${prices} prices; it is kept in ${cache} …\n`);
  await runCommand(['demo', '--listings', String(listings), '--prices', String(prices)], settings);
  const opened = await openDatabase(loadConfig(settings));
  const client = new pg.Client({ connectionString: opened.url });
  await client.connect();
  await client.query('VACUUM ANALYZE');
  await client.end();
  await opened.release();
}

async function copyOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url.replace('/pricetrail?', '/postgres?') });
  await client.connect();
  await client.query('DROP DATABASE IF EXISTS bench WITH (FORCE)');
  await client.query('CREATE DATABASE bench TEMPLATE pricetrail STRATEGY file_copy');
  await client.end();
  return url.replace('/pricetrail?', '/bench?');
}

async function schemaHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'src/exchange/demo']) {
    for (const name of (await readdir(`${root}${folder}`)).toSorted())
      hash.update(await readFile(`${root}${folder}/${name}`));
  }
  return hash.digest('hex').slice(0, 12);
}

async function isThere(folder: string): Promise<boolean> {
  return await readdir(folder).then(
    () => true,
    () => false,
  );
}
