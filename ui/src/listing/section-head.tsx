import type { ReactNode } from 'react';
import styles from './listing-page.module.css';

type Props = {
  title: ReactNode;
  /** What else is to be known of what stands below; its room is kept where there is nothing. */
  note: ReactNode;
  /** The choice of what stands below. */
  children: ReactNode;
};

/** What a section is of: it says so of another day than today. */
export function SectionHead({ title, note, children }: Props) {
  return (
    <div className={styles.bar}>
      <div className={styles.title}>
        <h2>{title}</h2>
        <p className={styles.small}>{note}</p>
      </div>
      {children}
    </div>
  );
}
