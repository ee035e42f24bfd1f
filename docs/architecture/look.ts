import type { Kind } from './drawing.ts';

/** One look for light and dark surroundings: it brings its own paper. */
export const paper = '#ffffff';
export const ink = '#1d2733';
export const soft = '#4d5a69';
export const line = '#5b6b7c';
export const groupFill = '#f4f6f9';
export const groupLine = '#c3ccd6';
export const font = 'Helvetica, Arial, sans-serif';
export const sizes = { page: 20, title: 14, note: 11.5, group: 12.5, arrow: 11.5 };

export const looks: Readonly<Record<Kind, { fill: string; line: string }>> = {
  outside: { fill: '#ffffff', line: '#7b8896' },
  process: { fill: '#e3eefb', line: '#3a6ea5' },
  store: { fill: '#e5f3e8', line: '#3c8553' },
  aside: { fill: '#fbf1df', line: '#b0802c' },
};
