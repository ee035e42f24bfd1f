import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Link } from 'wouter';
import styles from './segmented.module.css';

type Segment<Value extends string> = { value: Value; text: ReactNode };

type Props<Value extends string> = {
  label: ReactNode;
  segments: readonly Segment<Value>[];
  chosen: Value;
  /** The address of a choice: each can be opened beside, sent, and gone back from. */
  hrefOf: (value: Value) => string;
};

/** A few choices of which one holds, as one control. They are links, since what is chosen is in the address. */
export function Segmented<Value extends string>({ label, segments, chosen, hrefOf }: Props<Value>) {
  const id = useId();
  const list = useChosenInSight(chosen);
  return (
    <nav className={styles.segmented} aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <ul ref={list} className={styles.list}>
        {segments.map(({ value, text }) => (
          <li key={value}>
            <Link href={hrefOf(value)} aria-current={value === chosen ? 'true' : undefined}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Where there is no room for all of them, what is chosen is scrolled to. */
function useChosenInSight(chosen: string) {
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when another one is chosen
  useEffect(() => {
    const link = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (!list.current || !link) return;
    const middle = link.offsetLeft - list.current.offsetLeft - (list.current.clientWidth - link.offsetWidth) / 2;
    list.current.scrollLeft = middle;
  }, [chosen]);
  return list;
}
