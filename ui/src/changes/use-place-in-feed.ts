import { useEffect, useRef } from 'react';

/**
 * Whether the reader is somewhere else than at the top of the feed: further down, or with the keyboard among the changes.
 * There nothing may move under them.
 * @returns the props of what stands at the top, and of what the changes are in
 */
export function usePlaceInFeed(onMoved: (isAway: boolean) => void) {
  const top = useRef<HTMLDivElement>(null);
  const place = useRef({ isBelow: false, isAmong: false });
  const moved = useRef(onMoved);
  moved.current = onMoved;
  const tell = (changed: Partial<typeof place.current>) => {
    Object.assign(place.current, changed);
    moved.current(place.current.isBelow || place.current.isAmong);
  };
  const told = useRef(tell);
  told.current = tell;
  useEffect(() => {
    if (!top.current) return;
    const observer = new IntersectionObserver(([entry]) => entry && told.current({ isBelow: !entry.isIntersecting }));
    observer.observe(top.current);
    return () => observer.disconnect();
  }, []);
  return {
    top: { ref: top },
    changes: {
      onFocus: ({ target }: { target: Element }) => target.matches(':focus-visible') && tell({ isAmong: true }),
      onBlur: () => tell({ isAmong: false }),
    },
  };
}
