import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useNumbers } from '../words/use-numbers.ts';
import type { Fault } from './faults.ts';

/** What is wrong with a field, in words that say what would be right. */
export function FaultWords({ fault }: { fault: Fault }): ReactNode {
  const numbers = useNumbers();
  switch (fault.kind) {
    case 'missing':
      return <Trans>This is needed.</Trans>;
    case 'no-number': {
      const example = numbers.editable(1234.5);
      return <Trans>Write a number, such as {example}.</Trans>;
    }
    case 'not-whole':
      return <Trans>Write a whole number.</Trans>;
    case 'more-than-cents':
      return <Trans>Write at most two decimals.</Trans>;
    case 'too-small': {
      const least = numbers.editable(fault.least);
      return <Trans>Write {least} or more.</Trans>;
    }
    case 'too-large': {
      const most = numbers.editable(fault.most);
      return <Trans>Write {most} or less.</Trans>;
    }
    case 'too-long': {
      const most = numbers.count(fault.most);
      return (
        <Plural
          value={fault.by}
          one={`# character more than the ${most} there is room for.`}
          other={`# characters more than the ${most} there is room for.`}
        />
      );
    }
    case 'not-one-of-them':
      return <Trans>Choose one from the list.</Trans>;
    case 'no-phone-number':
      return <Trans>Write it with + and the country’s number first, such as +33 6 12 34 56 78.</Trans>;
    case 'taken':
      return <Trans>Another listing has this already.</Trans>;
    case 'stated':
      return <Trans>That is the price now.</Trans>;
    case 'refused': {
      const { detail } = fault;
      return <Trans>The service says: {detail}.</Trans>;
    }
    case 'not-so':
      return <Trans>This is not written as it has to be.</Trans>;
  }
}
