import assert from 'node:assert/strict';
import { encodePageCursor } from '../../../src/listings/search/page-cursor.ts';
import type { TestApi } from '../test-api.ts';
import { type Known, listingAt, type Question } from './answers.ts';
import { known } from './ask.ts';
import type { ModelListing } from './model.ts';
import { read } from './world.ts';

const questions = 6;

/** The whole collection, in pages of random size, as it was at instants of any of its histories. */
export async function assertCollection({ server }: TestApi, models: readonly ModelListing[]): Promise<void> {
  const there = models.filter(({ changes }) => changes.at(-1)?.kind !== 'deleted').toSorted((a, b) => a.id - b.id);
  for (let n = 0; n < questions; n += 1) {
    const question = { as_of: pick(there)?.updated ?? '', known_at: pick(pick(there)?.prices ?? [])?.recorded ?? '' };
    const limit = 1 + Math.floor(Math.random() * 400);
    const told: Known[] = [];
    for (let page: object[] | undefined; page === undefined || page.length === limit; ) {
      page = await readPage(server.app, question, { limit, after: told.at(-1)?.id });
      told.push(...page.map(known));
    }
    const expected = there.flatMap((listing) => listingAt(listing, question) ?? []);
    assert.deepEqual(told, expected, JSON.stringify({ question, limit }));
  }
}

type Place = { limit: number; after: number | undefined };

async function readPage(app: TestApi['server']['app'], question: Question, { limit, after }: Place): Promise<object[]> {
  const query = new URLSearchParams({ ...question, limit: String(limit) });
  if (after !== undefined)
    query.set('after', encodePageCursor(question, { key: after, id: after, backwards: false, inclusive: false }));
  const { status, body } = await read(app, `/listings?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as object[];
}

function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}
