import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/**
 * What a browser does for a document: who comes to another page begins at its top, and keyboard and screen reader with it.
 * @returns the ref of what is focused then
 */
export function useFocusOnArrival() {
  const [path] = useLocation();
  const place = useRef<HTMLElement>(null);
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    place.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
  return place;
}
