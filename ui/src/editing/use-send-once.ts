import { useRef, useState } from 'react';
import { clock } from '../api/client.ts';
import { type Done, isForgotten, type Sent, sendOnce } from './send-once.ts';

/**
 * What was open before, and who is told what is open from then on, and what was until then; that it is made is told to who
 * sends.
 */
export type OpenWrites<Input> = {
  openBefore: Sent<Input> | undefined;
  noted: (open: Sent<Input> | undefined, before?: Sent<Input>) => void;
};

/** What was made, and under which key. */
type MadeUnder<Input, Made> = Done<Input, Made> & { key: string };

/**
 * Sends what a form writes, one after the other, each once: also again after no answer came, and after it was changed. What has
 * no tag is not to be sent while what is open is forgotten: under another key it would be made once more.
 * @returns what is open, what sends, and what gives up what is open
 */
export function useSendOnce<Input, Made>(
  send: (input: Input, key: string) => Promise<Made>,
  { openBefore, noted }: Partial<OpenWrites<Input>> = {},
) {
  const [sent, setSent] = useState(openBefore);
  const latest = useRef(openBefore);
  const note = (open: Sent<Input> | undefined) => {
    const before = latest.current;
    latest.current = open;
    setSent(open);
    noted?.(open, before);
  };
  const once = async (input: Input): Promise<MadeUnder<Input, Made>> => {
    const { current } = latest;
    const remembered = current && !isForgotten(current, clock.now()) ? current : undefined;
    const done = await sendOnce(input, { sent: remembered, note, send, now: clock.now });
    const key = latest.current?.key ?? '';
    latest.current = undefined;
    setSent(undefined);
    return { ...done, key };
  };
  return { sent, once, forget: () => note(undefined) };
}
