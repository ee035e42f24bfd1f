/**
 * The strong entity tag (RFC 9110, 8.8.3) of a version of a listing.
 */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The versions that an If-Match header admits (RFC 9110, 13.1.1), compared strongly: a weak tag, or one that is none of
 * ours, admits nothing.
 * @returns undefined where every version is admitted: there is no header, or it is `*`.
 */
export function admittedVersions(ifMatch: string | undefined): number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  return ifMatch.split(',').flatMap((tag) => {
    const match = /^"([1-9]\d{0,14})"$/.exec(tag.trim());
    return match ? [Number(match[1])] : [];
  });
}
