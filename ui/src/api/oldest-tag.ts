import { versionOf } from './versioned-listing.ts';

/**
 * The tag of the oldest version that tags are of, and of nothing else: what is read of a listing may have more in its tags, and
 * by that If-Match admits nothing.
 */
export function oldestTag(etags: readonly string[]): string {
  return `"${Math.min(...etags.map(versionOf))}"`;
}
