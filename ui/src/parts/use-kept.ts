import { useRef } from 'react';

type Read<T> = { data: T | undefined; dataUpdatedAt: number };

/**
 * What was read last, also where what is asked for now failed: an error does not take away what stands there.
 * @returns `readAt` in UTC milliseconds, 0 where nothing was read yet
 */
export function useKept<T>({ data, dataUpdatedAt }: Read<T>): { kept: T | undefined; readAt: number } {
  const last = useRef<Read<T>>({ data: undefined, dataUpdatedAt: 0 });
  if (data !== undefined) last.current = { data, dataUpdatedAt: dataUpdatedAt || last.current.dataUpdatedAt };
  return { kept: last.current.data, readAt: last.current.dataUpdatedAt };
}
