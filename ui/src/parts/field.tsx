import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

type Given = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
};

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with what stands in it. */
  error?: ReactNode;
  className?: string | undefined;
  /** Of the control, where something has to lead to it. */
  id?: string | undefined;
  /** Draws the control, which takes what ties it to its label and to what is said of it. */
  children: (given: Given) => ReactNode;
};

/** A control with a label that stays visible, a hint, and what is wrong with it. */
export function Field({ label, hint, error, className = '', id: named, children }: FieldProps) {
  const made = useId();
  const id = named ?? made;
  const said = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={`${styles.field} ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': said || undefined, 'aria-invalid': error !== undefined || undefined })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
