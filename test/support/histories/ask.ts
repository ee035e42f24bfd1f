import assert from 'node:assert/strict';
import type { Listing } from '../../../src/listings/listing.ts';
import { encodePageCursor } from '../../../src/listings/search/page-cursor.ts';
import { searchListings } from '../../../src/listings/search/search-listings.ts';
import type { TestApi } from '../test-api.ts';
import { instantsOf, type Known, listingAt, pricesOf, type Question, shifted } from './answers.ts';
import type { ModelListing } from './model.ts';
import { type Asked, all, read, type World } from './world.ts';

/** Asks everything that can be asked of a history, and compares the answers with the model. */
export async function assertAnswers(world: World, listing: ModelListing): Promise<void> {
  if (listing.changes.at(-1)?.kind === 'deleted') return await assertGone(world, listing);
  await assertNow(world, listing);
  const { effective, recorded } = instantsOf(listing);
  const around = [...new Set(effective.flatMap((at) => [shifted(at, -1), at, shifted(at, 1)]))];
  const then = await all(around.map((as_of) => assertListing(world, listing, { as_of })));
  for (const { price_eur, created_date } of pricesOf(listing)) {
    assert.equal(then[around.indexOf(created_date)]?.latest_price_eur, price_eur, `H3: ${created_date}`);
  }
  await all(recorded.map((known_at) => assertKnown(world, listing, { known_at })));
  await all(recorded.map((known_at, n) => assertListing(world, listing, { as_of: around[n] ?? known_at, known_at })));
  for (const asked of world.asked.filter(({ id }) => id === listing.id)) await assertStill(world, asked, listing);
}

async function assertGone({ api }: World, { id }: ModelListing): Promise<void> {
  for (const path of [
    `/listings/${id}`,
    `/listings/${id}/prices`,
    `/listings/${id}?as_of=${new Date().toISOString()}`,
  ]) {
    assert.equal((await read(api.server.app, path)).status, 404);
  }
}

/** The plain read is that of now, in every member; each price is found by its own timestamp (H3). */
async function assertNow({ api }: World, listing: ModelListing): Promise<void> {
  const { id, price, name, created, updated, version } = listing;
  const plain = await read(api.server.app, `/listings/${id}`);
  const told = plain.body as Record<string, unknown>;
  const expected = { id, name, latest_price_eur: price, created_date: created, updated_date: updated };
  assert.deepEqual([plain.headers.etag, known(told)], [`"${version}"`, expected]);
  const now = [new Date().toISOString(), updated].toSorted().at(-1);
  const asOfNow = await read(api.server.app, `/listings/${id}?as_of=${now}`);
  assert.deepEqual([asOfNow.headers.etag, asOfNow.body], [plain.headers.etag, plain.body]);
  const { body: prices } = await read(api.server.app, `/listings/${id}/prices`);
  assert.deepEqual(prices, pricesOf(listing));
}

async function assertKnown(world: World, listing: ModelListing, question: Question): Promise<void> {
  const { body } = await read(world.api.server.app, `/listings/${listing.id}/prices?known_at=${question.known_at}`);
  assert.deepEqual(body, pricesOf(listing, question));
  await assertListing(world, listing, question);
}

/** The listing over HTTP is that of the model, and that of the collection. @returns it; undefined where there was none. */
async function assertListing({ api }: World, listing: ModelListing, question: Question): Promise<Known | undefined> {
  const { id } = listing;
  const { status, body } = await read(api.server.app, `/listings/${id}?${new URLSearchParams(question)}`);
  const expected = listingAt(listing, question);
  assert.deepEqual(status === 200 ? known(body as object) : status, expected ?? 404, JSON.stringify(question));
  assert.deepEqual(
    await inCollection(api, id, question),
    expected && body,
    `the collection, ${JSON.stringify(question)}`,
  );
  return expected;
}

/** A page of one, after the id before. It begins with this listing, if it was there. */
async function inCollection({ db }: TestApi, id: number, question: Question): Promise<Listing | undefined> {
  const at = { asOf: question.as_of ?? 'infinity', knownAt: question.known_at ?? 'infinity' } as const;
  const behind = { key: id - 1, id: id - 1, backwards: false, inclusive: false };
  const after = id === 1 ? {} : { after: encodePageCursor(question, behind) };
  const { listings } = await searchListings(db.reads, { limit: 1, ...question, ...after }, at);
  return listings.find((listing) => listing.id === id);
}

async function assertStill({ api }: World, { path, question, body }: Asked, listing: ModelListing): Promise<void> {
  const again = await read(api.server.app, path);
  assert.deepEqual([again.status, again.body], [200, body], `H10: ${path}`);
  const expected = path.includes('/prices') ? pricesOf(listing, question) : listingAt(listing, question);
  assert.deepEqual(Array.isArray(body) ? body : known(body as object), expected, path);
}

/** What the model knows of a listing that was read. */
export function known(told: object): Known {
  const { id, name, latest_price_eur, created_date, updated_date } = told as Known;
  return { id, name, latest_price_eur, created_date, updated_date };
}
