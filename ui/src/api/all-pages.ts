import type { Answered } from './client.ts';
import { nextQuery } from './next-page.ts';
import { oldestTag } from './oldest-tag.ts';

/**
 * What all pages have, from the first on, with the tag of the version of their listing: where it was changed in between, of the
 * one before. @param read reads the page of a query
 */
export async function allPages<Item, Query>(
  first: Query,
  read: (query: Query) => Promise<Answered<Item[]>>,
): Promise<{ items: Item[]; etag: string }> {
  const items: Item[] = [];
  const etags: string[] = [];
  for (let query: Query | undefined = first; query !== undefined; ) {
    const { data, response }: Answered<Item[]> = await read(query);
    items.push(...data);
    etags.push(response.headers.get('etag') ?? '');
    query = nextQuery<Query>(response);
  }
  return { items, etag: oldestTag(etags) };
}
