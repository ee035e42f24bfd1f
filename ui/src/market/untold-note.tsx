import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { EmptyNote } from '../parts/note.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { minCount } from './market-query.ts';
import type { MarketView } from './market-view.ts';
import { type Sample, samples, type Wider, widerThan } from './untold.ts';

/** Why no figure of a view is told, and what may have more of what it is of. */
export function UntoldNote({ view }: { view: MarketView }) {
  return (
    <EmptyNote title={<Trans>This figure would be of too few in every period</Trans>}>
      <Least sample={samples[view.measure]} /> <WaysOn wider={widerThan(view)} />
    </EmptyNote>
  );
}

function Least({ sample }: { sample: Sample }) {
  const numbers = useNumbers();
  const least = numbers.count(minCount);
  const texts: Record<Sample, ReactNode> = {
    homes: <Trans>It is told from {least} homes on.</Trans>,
    'homes-with-size': <Trans>It is told from {least} homes on whose size is known.</Trans>,
    pairs: <Trans>It is told from {least} homes on that were on offer in the period before, too.</Trans>,
    cuts: <Trans>It is told from {least} cuts on.</Trans>,
    'first-cuts': <Trans>It is told from {least} homes on that had their first cut in the period.</Trans>,
  };
  return texts[sample];
}

function WaysOn({ wider }: { wider: readonly Wider[] }) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const words: Record<Wider, string> = {
    periods: t`in longer periods`,
    rooms: t`with any number of rooms`,
    types: t`of any type`,
    place: t`in a larger place`,
  };
  const ways = numbers.list(wider.map((each) => words[each]));
  return wider.length > 0 && <Trans>There may be more of them {ways}.</Trans>;
}
