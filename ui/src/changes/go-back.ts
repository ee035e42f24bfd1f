import type { Change } from '../api/types.ts';

/** A page of the past. */
export type PastPage = {
  /** Those that are wanted, the latest first. */
  changes: readonly Change[];
  /** The cursor before which it goes on; none: this is where it begins. */
  older: string | undefined;
  /** Whether it has fewer than it could: behind it there may be nothing. */
  isShort: boolean;
};

export const pageSizes = { usual: 100, most: 1_000 };
/** So many pages are read at once, once there is something in them. */
export const mostPages = 5;

/**
 * Page by page what is before a place of the feed, until there is something that is wanted, however far back that is; then on
 * over pages that are short, so that the beginning is said, rather than more offered.
 * @param read reads what is before a cursor, so many changes at most
 */
export async function* goBack<Page extends PastPage>(
  read: (before: string, limit: number) => Promise<Page>,
  from: string,
): AsyncGenerator<Page & { before: string }> {
  let sinceFound = 0;
  for (let before: string | undefined = from, limit = pageSizes.usual; before !== undefined; ) {
    const page: Page = await read(before, limit);
    yield { ...page, before };
    if (sinceFound > 0 || page.changes.length > 0) sinceFound += 1;
    if (sinceFound > 0 && (!page.isShort || sinceFound === mostPages)) return;
    before = page.older;
    limit = sinceFound > 0 ? pageSizes.usual : pageSizes.most;
  }
}
