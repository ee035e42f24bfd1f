import type { ListingInput } from '../../../src/listings/listing.ts';
import { someListing } from '../listings.ts';
import type { TestApi } from '../test-api.ts';

export type Home = { id: number; path: string };

/** A listing of a test's own, and its place below the address of the service. */
export async function someHome({ call }: TestApi, overrides: Partial<ListingInput> = {}): Promise<Home> {
  const { body } = await call('POST', '/listings', someListing(overrides));
  return { id: body.id, path: `/${body.id}` };
}
