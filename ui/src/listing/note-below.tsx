import type { ReactNode } from 'react';
import styles from './listing-page.module.css';

/** Where there is no room for a column of notes. */
export function NoteBelow({ children }: { children: ReactNode }) {
  return (
    <tr className={styles.below}>
      <td colSpan={4}>
        <p>{children}</p>
      </td>
    </tr>
  );
}
