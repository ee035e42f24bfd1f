import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useNumbers } from '../words/use-numbers.ts';
import type { LimitFault } from './limits.ts';

/** What is wrong with what was typed as a limit, in words that say what would be right. */
export function LimitFaultWords({ fault, example }: { fault: LimitFault; example: number }): ReactNode {
  const numbers = useNumbers();
  switch (fault.kind) {
    case 'no-number': {
      const right = numbers.editable(example);
      return <Trans>No number. Write it as {right}.</Trans>;
    }
    case 'not-whole':
      return <Trans>Write a whole number.</Trans>;
    case 'negative': {
      const least = numbers.editable(0);
      return <Trans>Write {least} or more.</Trans>;
    }
    case 'too-large': {
      const most = numbers.editable(fault.most);
      return <Trans>Write {most} or less.</Trans>;
    }
    case 'too-fine': {
      const meant = numbers.editable(fault.meant);
      return <Trans>Write {meant}, if that is meant, or two decimals at most.</Trans>;
    }
    case 'above': {
      const most = numbers.editable(fault.most, 2);
      return <Trans>This is above the upper limit, {most}.</Trans>;
    }
    case 'below': {
      const least = numbers.editable(fault.least, 2);
      return <Trans>This is below the lower limit, {least}.</Trans>;
    }
  }
}
