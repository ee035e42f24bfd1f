import assert from 'node:assert/strict';
import type { Answer, TestApi } from './test-api.ts';

/** The target of the Link with rel="next" (RFC 8288), resolved like a client does. */
export function nextOf({ base }: Pick<TestApi, 'base'>, answer: Answer): string | undefined {
  const link = answer.headers.get('link');
  if (link === null) return undefined;
  const target = /^<([^>]+)>; rel="next"$/.exec(link)?.[1];
  assert.ok(target, link);
  return new URL(target, `${base}/listings`).href.slice(base.length);
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
