import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { windowOf } from '../../../src/drawing/chart-range.ts';
import { PriceChart } from '../charts/price-chart.tsx';
import { saveCsv } from '../charts/save-csv.ts';
import { savePicture } from '../charts/save-picture.ts';
import { Button } from '../parts/button.tsx';
import { EmptyNote, FailedNote } from '../parts/note.tsx';
import { CopyLink } from './copy-link.tsx';
import { KnownAtChoice } from './known-at-choice.tsx';
import styles from './listing-page.module.css';
import { endOfDay, type ListingView, paramsOfView } from './listing-view.ts';
import { marksOf } from './marks-of.ts';
import { priceStory } from './price-story.ts';
import { PriceTable } from './price-table.tsx';
import { pricesCsv } from './prices-csv.ts';
import { RangeChoice } from './range-choice.tsx';
import { stepsOf } from './steps-of.ts';
import { StorySentence } from './story-sentence.tsx';
import { usePrices, useSuperseded } from './use-listing.ts';

export type ViewProps = { view: ListingView; onChange: (changed: Partial<ListingView>) => void };

/** Every price: drawn, and as a table. */
export function PriceSection({ id, view, onChange }: ViewProps & { id: string }) {
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  const now = Date.now();
  const knownAt = view.known && endOfDay(view.known, now);
  const found = usePrices(id, knownAt);
  const superseded = useSuperseded(id);
  const prices = found.data ?? [];
  const steps = stepsOf(prices);
  const story = priceStory(steps, now);
  const marks = marksOf(superseded.data ?? [], knownAt);
  const save = () => {
    const svg = place.current?.querySelector('svg');
    if (svg) void savePicture(svg, `listing-${id}-prices`);
  };
  return (
    <section className={styles.section} aria-label={t`Prices`}>
      <div className={styles.bar}>
        <RangeChoice range={view.range} hrefOf={(range) => `/${id}/prices?${paramsOfView({ ...view, range })}`} />
        <label className={styles.check}>
          <input type="checkbox" checked={view.zero} onChange={(event) => onChange({ zero: event.target.checked })} />
          <Trans>From zero</Trans>
        </label>
        <KnownAtChoice day={view.known} onChange={(known) => onChange({ known })} />
      </div>
      {found.error && <FailedNote error={found.error} since={found.dataUpdatedAt} retry={() => void found.refetch()} />}
      <div ref={place} className={styles.chart}>
        {story && (
          <PriceChart
            prices={steps}
            marks={marks}
            {...windowOf(view.range, { first: story.first.at, now })}
            now={now}
            zero={view.zero}
            caption={<StorySentence story={story} />}
          />
        )}
        {found.data && !story && (
          <EmptyNote title={<Trans>Nothing was known of its price then</Trans>}>
            <Trans>Choose a later day.</Trans>
          </EmptyNote>
        )}
      </div>
      <div className={styles.bar}>
        <Button onClick={save}>
          <Trans>Save as PNG</Trans>
        </Button>
        <Button onClick={() => saveCsv(pricesCsv(prices), `listing-${id}-prices`)}>
          <Trans>Save as CSV</Trans>
        </Button>
        <CopyLink />
      </div>
      <PriceTable prices={prices} superseded={superseded.data ?? []} now={now} />
    </section>
  );
}
