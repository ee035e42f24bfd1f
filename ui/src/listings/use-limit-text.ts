import { useEffect, useRef, useState } from 'react';
import { useNumbers } from '../words/use-numbers.ts';
import { type LimitFault, type LimitName, readLimit } from './limits.ts';

const pauseMs = 250;

type Props = { name: LimitName; limit: string | undefined; onCommit: (limit: string) => void };

/**
 * What stands in the control of a limit. It is read once typing pauses, and written as the reader's locale has it when one
 * leaves it: so one sees what was understood. What cannot be read limits nothing, and the fault says so.
 */
export function useLimitText({ name, limit = '', onCommit }: Props) {
  const numbers = useNumbers();
  const written = (value: string) => (value === '' ? '' : numbers.editable(Number(value), 2));
  const [text, setText] = useState(() => written(limit));
  const [fault, setFault] = useState<LimitFault>();
  const known = useRef({ limit, locale: numbers.locale });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settle = (typed: string): string => {
    clearTimeout(timer.current);
    const read = readLimit(name, typed, numbers.locale);
    const isRead = typeof read === 'string';
    setFault(isRead ? undefined : read);
    const next = isRead ? read : '';
    if (next !== known.current.limit) {
      known.current.limit = next;
      onCommit(next);
    }
    return isRead ? written(read) : typed;
  };
  const latest = useRef({ settle, written });
  latest.current = { settle, written };
  useEffect(() => {
    const { limit: before, locale } = known.current;
    if (before === limit && (locale === numbers.locale || limit === '')) return;
    known.current = { limit, locale: numbers.locale };
    setText(latest.current.written(limit));
    setFault(undefined);
  }, [limit, numbers.locale]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current.settle(typed), pauseMs);
  };
  return { text, fault, type, leave: () => setText(settle(text)) };
}
