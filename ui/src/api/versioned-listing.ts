import { type Answered, answered, api } from './client.ts';
import type { Listing } from './types.ts';

/** A listing with the entity tag of its version, for If-Match. */
export type VersionedListing = { listing: Listing; etag: string };

/** Reads a listing as it is. @throws ApiProblem as {@link answered} does */
export async function readListing(id: string, signal?: AbortSignal): Promise<VersionedListing> {
  const init = { params: { path: { id } }, ...(signal && { signal }) };
  return versioned(await answered(api.GET('/listings/{id}', init)));
}

export function versioned({ data, response }: Answered<Listing>): VersionedListing {
  return { listing: data, etag: response.headers.get('etag') ?? '' };
}

/** Whether a tag is of a later version than another one. */
export function isNewer(a: string, b: string): boolean {
  return versionOf(a) > versionOf(b);
}

/** Whether two tags are of one version. */
export function isSameVersion(a: string, b: string): boolean {
  return versionOf(a) === versionOf(b);
}

/** The version that a tag is of; answers that came compressed have their coding in it, too, such as `"3-br"`. */
export function versionOf(etag: string): number {
  return Number(/\d+/.exec(etag)?.[0] ?? 0);
}
