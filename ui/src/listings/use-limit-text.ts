import { useTyped } from '../parts/use-typed.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { type LimitName, readLimit } from './limits.ts';

type Props = { name: LimitName; limit: string | undefined; onCommit: (limit: string) => void };

/** What stands in the control of a limit. What cannot be read limits nothing, and the fault says so. */
export function useLimitText({ name, limit = '', onCommit }: Props) {
  const { locale, editable } = useNumbers();
  const readIn = (typed: string) => readLimit(name, typed, locale);
  const { text, settled, type, leave } = useTyped({
    committed: limit,
    commit: onCommit,
    read: (typed) => {
      const read = readIn(typed);
      return typeof read === 'string' ? read : '';
    },
    written: (value) => (value === '' ? '' : editable(Number(value), 2)),
  });
  const read = readIn(settled);
  return { text, fault: typeof read === 'string' ? undefined : read, type, leave };
}
