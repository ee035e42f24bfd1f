import { useRef, useState } from 'react';
import { type Done, isForgotten, type Sent, sendOnce } from './send-once.ts';

/**
 * Sends what a form writes, one after the other, each once: also again after no answer came, and after it was changed. Not for
 * what has no tag: under another key, after a day, that would be made once more.
 * @returns what is open, and what sends
 */
export function useSendOnce<Input, Made>(send: (input: Input, key: string) => Promise<Made>) {
  const [sent, setSent] = useState<Sent<Input>>();
  const latest = useRef(sent);
  const note = (open: Sent<Input> | undefined) => {
    latest.current = open;
    setSent(open);
  };
  const once = async (input: Input): Promise<Done<Input, Made>> => {
    const { current } = latest;
    const known = current && !isForgotten(current) ? current : undefined;
    const done = await sendOnce(input, { sent: known, note, send });
    note(undefined);
    return done;
  };
  return { sent, once };
}
