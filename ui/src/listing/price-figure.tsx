import { Trans } from '@lingui/react/macro';
import { type RefObject, useRef } from 'react';
import { windowOf } from '../../../src/drawing/chart-range.ts';
import type { Step } from '../../../src/drawing/step-path.ts';
import { fileName } from '../charts/file-name.ts';
import { PriceChart } from '../charts/price-chart.tsx';
import { saveCsv } from '../charts/save-csv.ts';
import { useSavePicture } from '../charts/use-save-picture.ts';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { CopyLink } from './copy-link.tsx';
import { heldBetween } from './held-between.ts';
import styles from './listing-page.module.css';
import type { ListingView } from './listing-view.ts';
import { NothingKnown } from './nothing-known.tsx';
import { pricesCsv } from './prices-csv.ts';
import type { PriceHistory } from './use-price-history.ts';

type Props = { id: string; name: string; history: PriceHistory; view: ListingView };

/** The prices drawn, and what can be taken away of them. */
export function PriceFigure({ id, name, history, view }: Props) {
  const drawing = useRef<SVGSVGElement>(null);
  const { prices, steps, marks, story, now } = history;
  const shown = story && windowOf(view.range, { first: story.first.at, now });
  return (
    <>
      <div className={styles.chart}>
        {shown && (
          <PriceChart
            drawing={drawing}
            prices={steps}
            marks={marks}
            {...shown}
            now={now}
            zero={view.zero}
            caption={<Between steps={steps} {...shown} />}
          />
        )}
        {prices?.length === 0 && <NothingKnown id={id} />}
      </div>
      <TakeAway name={name} history={history} drawing={drawing} />
    </>
  );
}

type TakeAwayProps = Pick<Props, 'name' | 'history'> & { drawing: RefObject<SVGSVGElement | null> };

/** The picture and the prices as files, and the address of what is looked at. */
function TakeAway({ name, history: { prices = [], story, isOld }, drawing }: TakeAwayProps) {
  const { locale } = useNumbers();
  const savePicture = useSavePicture();
  const canSave = story !== undefined && !isOld;
  const savePng = () => {
    if (drawing.current) void savePicture(drawing.current, { title: name, name: fileName(name, 'png') });
  };
  return (
    <div className={styles.bar}>
      <Button onClick={savePng} disabled={!canSave}>
        <Trans>Save PNG</Trans>
      </Button>
      <Button onClick={() => saveCsv(pricesCsv(prices), { name: fileName(name, 'csv'), locale })} disabled={!canSave}>
        <Trans>Save CSV</Trans>
      </Button>
      <CopyLink />
    </div>
  );
}

/** What is to be seen at a glance in what is shown; what happened is told with the price. */
function Between({ steps, ...time }: { steps: readonly Step[]; from: number; to: number }) {
  const numbers = useNumbers();
  const extremes = heldBetween(steps, time);
  if (!extremes) return null;
  const [low, high, since] = [numbers.euros(extremes.low), numbers.euros(extremes.high), numbers.day(extremes.since)];
  if (extremes.low === extremes.high)
    return (
      <Trans>
        Always {low} since {since}.
      </Trans>
    );
  return (
    <Trans>
      Between {low} and {high} since {since}.
    </Trans>
  );
}
