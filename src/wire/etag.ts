import { AppError } from '../errors.ts';
import { invalid } from './checker.ts';

/**
 * The strong entity tag (RFC 9110, 8.8.3) of a version of a listing.
 */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The entity tag of a representation of a version that has marks beside it, such as CSV; without marks that of the version.
 */
export function entityTagOf(version: number, marks: readonly string[]): string {
  return `"${[version, ...marks].join('-')}"`;
}

/** Whether an If-None-Match header has this tag (RFC 9110, 13.1.2), compared weakly; `*` has every one. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}

/**
 * The versions that an If-Match header admits (RFC 9110, 13.1.1), compared strongly: a weak tag, or one that is none of
 * ours, admits nothing.
 * @returns undefined where every version is admitted: there is no header, or it is `*`.
 * @throws AppError `precondition_required` where a header is required and there is none, `invalid` where it is no list of tags.
 */
export function admittedVersions(ifMatch: string | undefined, required = false): number[] | undefined {
  if (ifMatch === undefined && required) {
    throw new AppError('precondition_required', 'Send the ETag that you know of the listing in If-Match.');
  }
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  if (!/^[\s,]*$/.test(ifMatch.replace(/(?:W\/)?"[^"]*"/g, ''))) {
    throw invalid([{ parameter: 'if-match', detail: 'must be an ETag in its quotes, such as "3", or *' }], 'header');
  }
  return ifMatch.split(',').flatMap((tag) => {
    const match = /^"([1-9]\d{0,14})"$/.exec(tag.trim());
    return match ? [Number(match[1])] : [];
  });
}
