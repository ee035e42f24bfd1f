import { useEffect, useState } from 'react';
import { clock } from '../api/client.ts';

/** Now, in UTC milliseconds; moves on while the page is looked at. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const look = () => {
      if (!document.hidden) setNow(clock.now());
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs]);
  return now;
}
