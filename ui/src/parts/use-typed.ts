import { useEffect, useRef, useState } from 'react';

const pauseMs = 250;

type Props = {
  committed: string;
  commit: (value: string) => void;
  /** What is committed of what was typed; empty also where it cannot be read. */
  read?: (typed: string) => string;
  /** How that is written in the control. */
  written?: (value: string) => string;
};

/**
 * The text of a control that is committed once typing pauses, so that every letter is not a request; and written as it was
 * understood when one leaves it. What is committed elsewhere, such as by going back, is shown.
 * @returns `settled` the text that was read last
 */
export function useTyped({ committed, commit, read = trimmed, written = trimmed }: Props) {
  const shown = written(committed);
  const [text, setText] = useState(shown);
  const [settled, setSettled] = useState(shown);
  const known = useRef({ committed, shown });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settle = (typed: string): string => {
    clearTimeout(timer.current);
    setSettled(typed);
    const value = read(typed);
    const isNew = value !== known.current.committed;
    known.current = { committed: value, shown: written(value) };
    if (isNew) commit(value);
    return value;
  };
  const latest = useRef(settle);
  latest.current = settle;
  useEffect(() => {
    if (committed === known.current.committed && shown === known.current.shown) return;
    known.current = { committed, shown };
    setText(shown);
    setSettled(shown);
  }, [committed, shown]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(typed), pauseMs);
  };
  const leave = () => {
    const value = settle(text);
    if (value !== '' || text.trim() === '') setText(written(value)); // what cannot be read stays
  };
  return { text, settled, type, leave };
}

function trimmed(text: string): string {
  return text.trim();
}
