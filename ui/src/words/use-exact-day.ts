import { useLingui } from '@lingui/react/macro';
import type { Exactness } from '../parts/exactness.ts';
import { useNumbers } from './use-numbers.ts';

/** @returns a day in words, with the time where it takes that to tell an instant (RFC 3339, or UTC milliseconds) */
export function useExactDay() {
  const { t } = useLingui();
  const numbers = useNumbers();
  return (day: string, at: string | number, exactness: Exactness): string => {
    if (exactness === 'day') return day;
    const time = numbers.time(at, exactness);
    return t`${day}, ${time}`;
  };
}
