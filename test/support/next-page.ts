import assert from 'node:assert/strict';
import type { Answer, TestApi } from './test-api.ts';

/** The target of the Link with rel="next" (RFC 8288), resolved like a client does. */
export function nextOf(api: Pick<TestApi, 'base'>, answer: Answer): string | undefined {
  return linkOf(api, answer, 'next');
}

/** The target of the Link of a relation. */
export function linkOf({ base }: Pick<TestApi, 'base'>, answer: Answer, relation: string): string | undefined {
  const header = answer.headers.get('link');
  if (header === null) return undefined;
  const links = header.split(', ').map((link) => {
    const [, target, name] = /^<([^>]+)>; rel="(\w+)"$/.exec(link) ?? assert.fail(header);
    return { target, name };
  });
  const found = links.find(({ name }) => name === relation)?.target;
  return found && new URL(found, `${base}/listings`).href.slice(base.length);
}

/** The bodies of all pages from a path on, joined. */
export async function walkPages<T>(api: Pick<TestApi, 'base' | 'call'>, from: string): Promise<T[]> {
  const items: T[] = [];
  for (let at: string | undefined = from; at !== undefined; ) {
    const page: Answer = await api.call('GET', at);
    assert.equal(page.status, 200, page.text);
    items.push(...page.body);
    at = nextOf(api, page);
  }
  return items;
}
