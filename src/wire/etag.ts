import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../errors.ts';
import { invalid } from './checker.ts';
import { acceptedCodings, type Coding, codings } from './codings.ts';

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

/** The entity tag of what has no version: of its body, and of what else it says. */
export function digestTag(body: string | Buffer, said: readonly unknown[] = []): string {
  const digest = hash('sha256', body, 'base64url');
  const all = said.length === 0 ? digest : hash('sha256', [digest, ...said].join(' '), 'base64url');
  return `"${all.slice(0, 22)}"`; // 132 bits
}

/**
 * The tag of the same representation in a content coding: a strong tag tells bytes apart, so each coding has its own
 * (RFC 9110, 8.8.3.3). A weak one does not, and stays.
 */
export function encodedTag(tag: string, coding: Coding): string {
  return tag.startsWith('W/') ? tag : `${tag.slice(0, -1)}-${coding}"`;
}

/**
 * Which tag of a representation the If-None-Match header of a request has (RFC 9110, 13.1.2), compared weakly; `*` has every
 * one. What the client has stored in a coding that it does not take now is of no use to it: that is no match.
 * @returns undefined where it has none.
 */
export function knownTag(headers: IncomingHttpHeaders, tag: string): string | undefined {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch === undefined) return undefined;
  if (ifNoneMatch.trim() === '*') return tag;
  const { codings, plain } = acceptedCodings(headers['accept-encoding']);
  const known = ifNoneMatch.split(',').map((each) => opaque(each.trim()));
  const usable = [...codings.map((coding) => encodedTag(tag, coding)), ...(plain ? [tag] : [])];
  return usable.find((each) => known.includes(opaque(each)));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}

/** A version, also where it was read with its history, or in a coding. */
const versionTag = new RegExp(
  `^"([1-9]\\d{0,14})(?:-\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z)?(?:-(?:${codings.join('|')}))?"$`,
);

/**
 * The versions that an If-Match header admits (RFC 9110, 13.1.1), compared strongly: a weak tag, or one that is none of
 * ours, admits nothing. A version is the same in whatever coding it was read, and with its history.
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
    const match = versionTag.exec(tag.trim());
    return match ? [Number(match[1])] : [];
  });
}
