import { Trans } from '@lingui/react/macro';
import { useNumbers } from '../words/use-numbers.ts';

/** How fresh figures are. @param asOf the Data-As-Of of their answer */
export function Freshness({ asOf }: { asOf: string }) {
  const numbers = useNumbers();
  const at = numbers.instant(asOf);
  return <Trans>Every price that was recorded by {at} is in.</Trans>;
}
