import assert from 'node:assert/strict';
import { someListing } from './listings.ts';
import { readRaw } from './read-raw.ts';
import type { TestApi } from './test-api.ts';

/** A listing whose answer has so many bytes, some of which are two a character. @returns its path */
export async function createListingOf(api: TestApi, bytes: number): Promise<string> {
  const { body } = await api.call('POST', '/listings', someListing({ description: 'é' }));
  const path = `/listings/${body.id}`;
  const sizeNow = async () => (await readRaw(`${api.base}${path}`)).bytes.length;
  const description = `é${'x'.repeat(bytes - (await sizeNow()))}`;
  await api.call('PATCH', path, { description });
  assert.equal(await sizeNow(), bytes);
  return path;
}
