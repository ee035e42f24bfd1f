import type { Answered } from './client.ts';
import { nextQuery } from './next-page.ts';

/** What all pages have, from the first on. @param read reads the page of a query */
export async function allPages<Item, Query>(
  first: Query,
  read: (query: Query) => Promise<Answered<Item[]>>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let query: Query | undefined = first; query !== undefined; ) {
    const { data, response }: Answered<Item[]> = await read(query);
    items.push(...data);
    query = nextQuery<Query>(response);
  }
  return items;
}
