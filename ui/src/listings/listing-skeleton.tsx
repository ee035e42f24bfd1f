import styles from './listing-rows.module.css';

const waiting = Array.from({ length: 12 }, (_, number) => number);

/** The room that rows will take, for the first time that they are waited for. */
export function ListingSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {waiting.map((number) => (
        <div key={number} />
      ))}
    </div>
  );
}
