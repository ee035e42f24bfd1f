import { useState } from 'react';

/**
 * The tag of a listing as it was when work on it began: what somebody else changes meanwhile is not written over, though the
 * page behind shows it.
 * @returns the tag to write with, and what makes it that of now, once the reader has been told
 */
export function useSeenTag(now: string): [tag: string, renew: () => void] {
  const [begun, setBegun] = useState<string | undefined>(now);
  return [begun ?? now, () => setBegun(undefined)];
}
