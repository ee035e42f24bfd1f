import type { ReactNode } from 'react';
import styles from './rows.module.css';

/** @param className of the page, which says how rows become cards @param isOld while others are read, or could not be */
export function Rows({
  className,
  isOld,
  children,
}: {
  className: string | undefined;
  isOld: boolean;
  children: ReactNode;
}) {
  return <table className={`${styles.rows} ${className} ${isOld ? styles.old : ''}`}>{children}</table>;
}
