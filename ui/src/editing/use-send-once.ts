import { useRef, useState } from 'react';
import { clock } from '../api/client.ts';
import { type Done, isForgotten, type Sent, sendOnce } from './send-once.ts';

/** What was open before, and who is told what is open from then on. */
export type OpenWrites<Input> = { begun: Sent<Input> | undefined; noted: (open: Sent<Input> | undefined) => void };

/**
 * Sends what a form writes, one after the other, each once: also again after no answer came, and after it was changed. Not for
 * what has no tag: under another key, after a day, that would be made once more.
 * @returns what is open, and what sends
 */
export function useSendOnce<Input, Made>(
  send: (input: Input, key: string) => Promise<Made>,
  { begun, noted }: Partial<OpenWrites<Input>> = {},
) {
  const [sent, setSent] = useState(begun);
  const latest = useRef(begun);
  const note = (open: Sent<Input> | undefined) => {
    latest.current = open;
    setSent(open);
    noted?.(open);
  };
  const once = async (input: Input): Promise<Done<Input, Made>> => {
    const { current } = latest;
    const known = current && !isForgotten(current, clock.now()) ? current : undefined;
    const done = await sendOnce(input, { sent: known, note, send, now: clock.now });
    note(undefined);
    return done;
  };
  return { sent, once };
}
