import { type RefObject, useEffect } from 'react';
import { focusPart } from '../parts/focus-part.ts';

/** What may have the focus instead of what was in it. */
const parts = 'section, article, search, form, dialog, main, [tabindex]';

/**
 * Where what has the focus goes, such as a button that is of no more use, the part that it was in has it: a browser would leave
 * it to the document, and who reads by keyboard or ear would be nowhere.
 */
export function useFocusKept(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = main;
    if (!current) return;
    /** What has the focus, and what that is in, from the inside out. */
    let path: HTMLElement[] = [];
    const come = ({ target }: FocusEvent) => {
      path = pathTo(target);
    };
    // By then it is told whether it was left, or has gone.
    const leave = () =>
      setTimeout(() => {
        if (path[0]?.isConnected && path[0] !== document.activeElement) path = [];
      });
    const look = () => {
      if (path[0]?.isConnected !== false || document.activeElement !== document.body) return;
      const next = path.find((each) => each.isConnected && each.matches(parts));
      path = [];
      if (next) focusPart(next);
    };
    const observer = new MutationObserver(look);
    observer.observe(current, { childList: true, subtree: true });
    current.addEventListener('focusin', come);
    current.addEventListener('focusout', leave);
    return () => {
      observer.disconnect();
      current.removeEventListener('focusin', come);
      current.removeEventListener('focusout', leave);
    };
  }, [main]);
}

function pathTo(target: EventTarget | null): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let at = target instanceof HTMLElement ? target : null; at !== null; at = at.parentElement) path.push(at);
  return path;
}
