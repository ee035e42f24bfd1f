import { Trans } from '@lingui/react/macro';
import { useRef } from 'react';
import { windowOf } from '../../../src/drawing/chart-range.ts';
import { fileName } from '../charts/file-name.ts';
import { PriceChart } from '../charts/price-chart.tsx';
import { saveCsv } from '../charts/save-csv.ts';
import { savePicture } from '../charts/save-picture.ts';
import { Button } from '../parts/button.tsx';
import { EmptyNote } from '../parts/note.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { CopyLink } from './copy-link.tsx';
import styles from './listing-page.module.css';
import type { ListingView } from './listing-view.ts';
import type { PriceStory } from './price-story.ts';
import { pricesCsv } from './prices-csv.ts';
import type { PriceHistory } from './use-price-history.ts';

type Props = { name: string; history: PriceHistory; view: ListingView };

/** The prices drawn, and what can be taken away of them. */
export function PriceFigure({ name, history, view }: Props) {
  const drawing = useRef<SVGSVGElement>(null);
  const { prices, steps, marks, story, now } = history;
  const save = () => {
    if (drawing.current) void savePicture(drawing.current, { title: name, name: fileName(name, 'png') });
  };
  return (
    <>
      <div className={styles.chart}>
        {story && (
          <PriceChart
            drawing={drawing}
            prices={steps}
            marks={marks}
            {...windowOf(view.range, { first: story.first.at, now })}
            now={now}
            zero={view.zero}
            caption={<Extremes story={story} />}
          />
        )}
        {prices?.length === 0 && (
          <EmptyNote title={<Trans>Nothing was known of its price then</Trans>}>
            <Trans>Choose a later day.</Trans>
          </EmptyNote>
        )}
      </div>
      <div className={styles.bar}>
        <Button onClick={save} disabled={!story}>
          <Trans>Save PNG</Trans>
        </Button>
        <Button onClick={() => saveCsv(pricesCsv(prices ?? []), fileName(name, 'csv'))} disabled={!story}>
          <Trans>Save CSV</Trans>
        </Button>
        <CopyLink />
      </div>
    </>
  );
}

/** What is to be seen at a glance; what happened in between is told with the price. */
function Extremes({ story: { first, lowest, highest } }: { story: PriceStory }) {
  const numbers = useNumbers();
  const [low, high, since] = [numbers.euros(lowest.eur), numbers.euros(highest.eur), numbers.day(first.at)];
  if (lowest.eur === highest.eur)
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
