import { priceRules } from '../api/listing-rules.ts';

/** What the page states by itself says so in the history, for whoever reads that in whichever language: nobody begins so. */
const signs = { undo: '↩ Undone', restore: '↩ Restored' } as const;

export type OwnWay = keyof typeof signs;

type Reason = {
  /** By what it was stated, where not by hand. */
  by: OwnWay | undefined;
  /** What somebody gave as the reason. */
  given: string | undefined;
};

/** A reason of the history, parted into what the page and what a person says by it. */
export function readReason(reason: string | undefined): Reason {
  for (const by of ['undo', 'restore'] as const) {
    if (reason === signs[by]) return { by, given: undefined };
    const start = `${signs[by]}: `;
    if (reason?.startsWith(start)) return { by, given: reason.slice(start.length) };
  }
  return { by: undefined, given: reason };
}

/** @param before the reason of what is stated again: it stays whole, also where there is no room to say by what */
export function reasonBy(by: OwnWay, before?: string): string {
  const { given } = readReason(before);
  if (given === undefined) return signs[by];
  const both = `${signs[by]}: ${given}`;
  return [...both].length > priceRules['/reason'].maxLength ? given : both;
}
