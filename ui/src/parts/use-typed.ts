import { useEffect, useRef, useState } from 'react';

const pauseMs = 250;

/**
 * The text of a control that is committed once typing pauses, so that every letter is not a request. What is committed
 * elsewhere, such as by going back, is shown.
 */
export function useTyped(committed: string, commit: (text: string) => void) {
  const [text, setText] = useState(committed);
  const mine = useRef(committed);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(commit);
  latest.current = commit;
  useEffect(() => {
    // What an address holds is without the space that one has typed before the next word.
    if (committed === mine.current.trim()) return;
    mine.current = committed;
    setText(committed);
  }, [committed]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const commitNow = (typed: string) => {
    clearTimeout(timer.current);
    if (typed === mine.current) return;
    mine.current = typed;
    latest.current(typed);
  };
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => commitNow(typed), pauseMs);
  };
  return { text, type, commitNow: () => commitNow(text) };
}
