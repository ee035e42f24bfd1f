import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { allPages } from '../../ui/src/api/all-pages.ts';

before(() => {
  Object.assign(globalThis, { window: { location: { href: 'https://example.com/' } } });
});

/** Answers of the pages of a list, each with the tag of its version. */
function pagesOf(tags: readonly string[]) {
  return async ({ page = '0' }: { page?: string }) => {
    const number = Number(page);
    const headers = new Headers({ etag: tags[number] ?? '' });
    if (number + 1 < tags.length) headers.set('link', `</prices?page=${number + 1}>; rel="next"`);
    return { data: [number], response: new Response(null, { headers }) };
  };
}

test('all pages have the tag of their version, without what else is in theirs', async () => {
  assert.deepEqual(await allPages({}, pagesOf(['W/"12-7-br"', '"12-7"'])), { items: [0, 1], etag: '"12"' });
});

test('what was changed between two pages has the tag of before, so that nothing is written over', async () => {
  assert.equal((await allPages({}, pagesOf(['"3"', '"4"']))).etag, '"3"');
  assert.equal((await allPages({}, pagesOf(['"10-gzip"', '"9"']))).etag, '"9"');
});
