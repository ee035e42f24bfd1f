import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../ui/src/api/types.ts';
import { goBack, mostPages, type PastPage, pageSizes } from '../../ui/src/changes/go-back.ts';

/** The past as pages with so many changes that are wanted each; a short one has a minus. */
async function goBackOver(pages: readonly number[]) {
  const asked: { before: string; limit: number }[] = [];
  const read = async (before: string, limit: number): Promise<PastPage> => {
    asked.push({ before, limit });
    const at = asked.length;
    const wanted = pages[at - 1] ?? 0;
    return {
      changes: Array.from({ length: Math.abs(wanted) }, () => ({}) as Change),
      isShort: wanted < 0 || Object.is(wanted, -0),
      older: at < pages.length ? `c${at}` : undefined,
    };
  };
  const places: string[] = [];
  for await (const { before } of goBack(read, 'c0')) places.push(before);
  assert.deepEqual(
    asked.map(({ before }) => before),
    places,
  );
  return asked;
}

test('a full page is enough', async () => {
  assert.deepEqual(await goBackOver([100, 100]), [{ before: 'c0', limit: pageSizes.usual }]);
});

test('where nothing is wanted it goes on, however far, by pages as large as they are given', async () => {
  const asked = await goBackOver([...Array.from({ length: 300 }, () => 0), 7, 100]);
  assert.equal(asked.length, 301);
  assert.deepEqual(asked.at(-1), { before: 'c300', limit: pageSizes.most });
});

test('where nothing at all is wanted it ends at the beginning', async () => {
  assert.equal((await goBackOver([-0, -0, -0])).length, 3);
});

test('behind a short page it looks for the beginning, but not for ever', async () => {
  assert.equal((await goBackOver([-3, -0])).length, 2);
  assert.equal((await goBackOver([-0, -3, 100, 100])).length, 3);
  assert.equal((await goBackOver([-0, -0, ...Array.from({ length: 20 }, () => -1)])).length, 2 + mostPages);
});
