import { useEffect, useRef } from 'react';
import { focusMain } from '../parts/focus-main.ts';

/**
 * Gives the focus back where a form is begun anew: to the control that had it, else to the page.
 * @param round of the form @returns to be called before it is begun anew
 */
export function useRefocus(round: number): () => void {
  const focused = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round has other controls
  useEffect(() => {
    if (focused.current === undefined || document.activeElement !== document.body) return;
    const control = document.getElementById(focused.current);
    if (control) control.focus({ preventScroll: true });
    else focusMain();
  }, [round]);
  return () => {
    focused.current = document.activeElement?.id ?? '';
  };
}
