import { type RefObject, useEffect, useRef } from 'react';

/** Whether what asks is still on the page, for what ends later. */
export function useIsShown(): RefObject<boolean> {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return isShown;
}
