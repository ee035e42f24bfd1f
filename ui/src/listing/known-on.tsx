import { Trans } from '@lingui/react/macro';
import { useNumbers } from '../words/use-numbers.ts';

/** Says whose knowledge what is shown is of. @param day such as `2026-08-02` */
export function KnownOn({ day: known }: { day: string }) {
  const numbers = useNumbers();
  const day = numbers.day(`${known}T12:00`);
  return <Trans>As known on {day}</Trans>;
}
