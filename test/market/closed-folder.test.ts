import assert from 'node:assert/strict';
import { chmod, mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AppError } from '../../src/errors.ts';
import { Market } from '../../src/market/market.ts';

const isRoot = process.getuid?.() === 0;

/** A folder that is there, and that nobody can write to: of those of the kernel root cannot either. */
async function closedFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  if (isRoot) return { path: '/proc/sys/kernel', remove: async () => {} };
  const path = await mkdtemp(join(tmpdir(), 'pricetrail-closed-'));
  await chmod(path, 0o555);
  return { path, remove: async () => await rmdir(path) };
}

test('a file of figures that cannot be written is told of, with the cause for the log, before anything is worked out', {
  skip: isRoot && process.platform !== 'linux' && 'root may write anywhere',
}, async () => {
  const { path, remove } = await closedFolder();
  const nothing = async () => assert.fail('nothing is to be asked');
  const market = new Market({
    ...{ db: { reads: { query: nothing } }, open: nothing },
    ...{ concurrency: 1, limitMs: 1_000, scratch: path },
  });
  try {
    const failure = await market
      .askFile(() => [], undefined)
      .then(
        () => assert.fail('it was answered'),
        (error: AppError) => error,
      );
    assert.equal(failure.code, 'unavailable');
    assert.match(String(failure.cause), /EACCES/);
  } finally {
    await market.close();
    await remove();
  }
});
