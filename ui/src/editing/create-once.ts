import { ApiProblem } from '../api/problem.ts';
import type { ListingInput } from '../api/types.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { isDecisive, isUnknown, newKey } from '../api/write.ts';

/** What was sent of a new listing while nobody knows whether it was made. */
export type Sent = {
  /** The Idempotency-Key of all of it: whatever of it arrives, one listing is made. */
  key: string;
  /** When the first of it was sent, in UTC milliseconds. */
  at: number;
  inputs: readonly ListingInput[];
};

/** The service knows a key for 24 hours from its answer on; clocks differ. */
const keyCountsMs = 23 * 3_600_000;

/** Whether the service may have forgotten the key: sent again it would be made once more. */
export function isForgotten({ at }: Sent, now = Date.now()): boolean {
  return now - at >= keyCountsMs;
}

type Creation = {
  sent: Sent | undefined;
  /** Told what is open by then: before anything is sent, and after it failed. */
  note: (open: Sent | undefined) => void;
  send: (input: ListingInput, key: string) => Promise<VersionedListing>;
};

/**
 * Creates a listing, also one that was changed since it was sent first: the key of then makes one of them.
 * @returns what was made, which may be what was sent before
 */
export async function createOnce(input: ListingInput, { sent, note, send }: Creation): Promise<VersionedListing> {
  const now = adding(input, sent);
  note(now);
  try {
    return await send(input, now.key);
  } catch (error) {
    note(openAfter(error, input, { before: sent, now }));
    if (!isKeyReused(error)) throw error;
    return await madeBefore(error, { sent: without(input, now), note, send });
  }
}

/** One of what was sent before was made: the answer to that one is given again, to the others that the key is another's. */
async function madeBefore(reused: unknown, { sent, note, send }: Creation): Promise<VersionedListing> {
  for (const input of sent?.inputs.toReversed() ?? []) {
    try {
      return await send(input, sent?.key ?? '');
    } catch (error) {
      if (isKeyReused(error)) continue;
      if (isDecisive(error)) note(undefined); // it was made, and deleted since
      throw error;
    }
  }
  throw reused;
}

function isKeyReused(error: unknown): boolean {
  return error instanceof ApiProblem && error.is('idempotency-key-reused');
}

function openAfter(error: unknown, input: ListingInput, { before, now }: { before: Sent | undefined; now: Sent }) {
  if (isUnknown(error)) return now;
  return isDecisive(error) ? without(input, now) : before;
}

function adding(input: ListingInput, sent: Sent = { key: newKey(), at: Date.now(), inputs: [] }): Sent {
  return { ...sent, inputs: [...othersThan(input, sent), input] };
}

function without(input: ListingInput, sent: Sent): Sent | undefined {
  const inputs = othersThan(input, sent);
  return inputs.length > 0 ? { ...sent, inputs } : undefined;
}

/** Members stand in the order of the form in all of them. */
function othersThan(input: ListingInput, { inputs }: Sent): ListingInput[] {
  return inputs.filter((each) => JSON.stringify(each) !== JSON.stringify(input));
}
