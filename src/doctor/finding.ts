import type { Instant } from '../db/values.ts';

/** Something that is not as it always has to be. */
export type Finding = {
  /** The listing, where it is about one. */
  listing_id: string | null;
  /** The instant, or where there is none the moment it is told for. */
  at: Instant | null;
  what: string;
  /** How to mend it. */
  mend: string;
};

/** How many there are, and the first of them. */
export type Found = { count: number; findings: Finding[] };

/** What a check tells of at most, since a broken table would fill the screen. */
export const shownFindings = 20;

export const nothingFound: Found = { count: 0, findings: [] };

/** Both together, the findings in this order, as far as they are shown. */
export function together(one: Found, other: Found): Found {
  if (other.count === 0) return one;
  return {
    count: one.count + other.count,
    findings: [...one.findings, ...other.findings].slice(0, shownFindings),
  };
}
