import { useEffect, useState } from 'react';

/** Whether a state has lasted for some time: what is over sooner is not worth a flicker. @param ms how long */
export function useLater(isSo: boolean, ms = 300): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isSo) return setLate(false);
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [isSo, ms]);
  return isSo && isLate;
}
