import { Plural } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useNumbers } from '../words/use-numbers.ts';

/** Reading each change aloud would never end: how many came is told from time to time. */
const everyMs = 10_000;

/** For who does not see changes come. @param came how many did since the page was opened */
export function NewsAloud({ came }: { came: number }) {
  const numbers = useNumbers();
  const latest = useRef(came);
  latest.current = came;
  const [told, setTold] = useState({ until: came, count: 0 });
  useEffect(() => {
    const tell = () =>
      setTold((before) =>
        latest.current === before.until ? before : { until: latest.current, count: latest.current - before.until },
      );
    const timer = setInterval(tell, everyMs);
    return () => clearInterval(timer);
  }, []);
  const count = numbers.count(told.count);
  return (
    <p className="unseen" aria-live="polite">
      {told.count > 0 && (
        <Plural value={told.count} one={`${count} change came in`} other={`${count} changes came in`} />
      )}
    </p>
  );
}
