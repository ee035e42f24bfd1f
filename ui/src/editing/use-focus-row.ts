import { type RefObject, useCallback, useEffect, useRef } from 'react';

/**
 * Where a price is voided, its row goes, and what has the focus in it: the focus goes on at the row that says so, once that has
 * come.
 * @returns the ref of what the rows are in, and what is told of the instant whose row goes
 */
export function useFocusRow<T extends HTMLElement>(): [rows: RefObject<T | null>, lost: (at: string) => void] {
  const rows = useRef<T>(null);
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const isElsewhere = document.activeElement?.contains(rows.current) === false; // not kept by what they are in either
    const row = rows.current?.querySelector(`time[datetime="${wanted.current}"]`)?.closest('tr');
    if (!isElsewhere && !row) return;
    wanted.current = undefined;
    if (isElsewhere || !row) return;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
  });
  const lost = useCallback((at: string) => {
    wanted.current = at;
  }, []);
  return [rows, lost];
}
