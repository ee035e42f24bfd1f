import { Plural } from '@lingui/react/macro';
import { daysBetween } from '../../../src/drawing/days.ts';

/** For how long a price held. @param from in UTC milliseconds @param to likewise */
export function HeldDays({ from, to }: { from: number; to: number }) {
  const days = daysBetween(from, to);
  return <Plural value={days} _0="under a day" one="# day" other="# days" />;
}
