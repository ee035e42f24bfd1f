import { useState } from 'react';

/**
 * What is written about as it was when work on it began: what somebody else changes meanwhile is not written over, though the
 * page behind shows it.
 * @returns it, and what makes it that of now, or another, once the reader has been told
 */
export function useSeen<T>(now: T): [seen: T, renew: (to?: T) => void] {
  const [kept, setKept] = useState<T | undefined>(now);
  return [kept ?? now, setKept];
}
