import type { ComponentProps } from 'react';
import styles from './button.module.css';

type Look = 'plain' | 'main' | 'quiet' | 'danger' | 'link';

/** A button; `main` is the one thing that a form or panel is for. */
export function Button({ look = 'plain', className = '', ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return <button type="button" {...rest} className={`${buttonClass(look)} ${className}`.trim()} />;
}

/** A link that looks like a button. */
export function buttonClass(look: Look = 'plain'): string {
  return look === 'plain' ? `${styles.button}` : `${styles.button} ${styles[look]}`;
}
