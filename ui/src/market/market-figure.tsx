import { Trans, useLingui } from '@lingui/react/macro';
import { type Ref, useId, useRef } from 'react';
import { drawMarket, type MarketDrawing } from '../../../src/drawing/market-chart.ts';
import { marketHeight } from '../../../src/drawing/market-room.ts';
import { perYear } from '../../../src/drawing/periods.ts';
import { useSize } from '../charts/use-size.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { MarketActions } from './market-actions.tsx';
import styles from './market-figure.module.css';
import { MarketNotes } from './market-notes.tsx';
import { lineCount } from './market-query.ts';
import { MarketReadout } from './market-readout.tsx';
import { MarketSvg } from './market-svg.tsx';
import { MarketTable } from './market-table.tsx';
import type { MarketView } from './market-view.ts';
import { measureOf } from './measures.ts';
import type { ShownMarket } from './shown-market.ts';
import { UntoldNote } from './untold-note.tsx';
import { type Cursor, useChartCursor } from './use-chart-cursor.ts';
import { usePeriodWords } from './use-period-words.ts';
import { useUnitWords } from './use-unit-words.ts';

type Props = {
  market: ShownMarket | undefined;
  /** What is asked for, which says how much room the picture is given. */
  view: MarketView;
  /** The finding, in words. */
  takeaway: string;
};

/** The picture, what it is of, and the same as a table and as files. Its room is kept before there is any. */
export function MarketFigure({ market, view, takeaway }: Props) {
  const picture = useRef<SVGSVGElement>(null);
  const [place, { width }] = useSize<HTMLDivElement>();
  const drawing = useDrawing(market, width);
  const shown = market?.view ?? view;
  const count = market?.lines.length || lineCount(shown);
  const room = marketHeight({ shape: measureOf(shown.measure).shape, hasSamples: hasSamples(shown), width, count });
  const isUntold = market !== undefined && width > 0 && !drawing;
  return (
    <figure className={styles.figure} aria-label={takeaway}>
      <div ref={place} style={{ minHeight: drawing || isUntold ? undefined : room }}>
        {isUntold && <UntoldNote view={shown} />}
        {market && drawing && <MarketPicture market={market} drawing={drawing} picture={picture} takeaway={takeaway} />}
      </div>
      {market && (
        <figcaption className={styles.caption}>
          <MarketNotes market={market} />
          <MarketActions title={takeaway} market={market} picture={picture} hasPicture={drawing !== undefined} />
        </figcaption>
      )}
      {market && <MarketTable market={market} />}
    </figure>
  );
}

type PictureProps = {
  market: ShownMarket;
  drawing: MarketDrawing;
  picture: Ref<SVGSVGElement>;
  takeaway: string;
};

function MarketPicture({ market, drawing, picture, takeaway }: PictureProps) {
  const { t } = useLingui();
  const help = useId();
  const { cursor, handlers } = useChartCursor(drawing, perYear[market.view.period]);
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the one tab stop of the chart, which arrows go through
    <div
      className={styles.picture}
      role="application"
      aria-roledescription={t`chart`}
      aria-label={takeaway}
      aria-describedby={help}
      tabIndex={0}
      {...handlers}
    >
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      <MarketSvg
        drawing={drawing}
        running={market.running}
        samplesTitle={t`Homes on offer`}
        cursor={cursor?.at}
        picture={picture}
      />
      <p id={help} className="unseen">
        <Trans>Arrow keys go from period to period, Page Up and Page Down by a year, Escape leaves.</Trans>
      </p>
      {cursor && <CursorNote market={market} drawing={drawing} cursor={cursor} />}
      <div className="unseen" aria-live="polite">
        {cursor?.isByKey && <MarketReadout market={market} at={cursor.at} />}
      </div>
    </div>
  );
}

/** Beside the period, on the side that has room. */
function CursorNote({ market, drawing, cursor }: { market: ShownMarket; drawing: MarketDrawing; cursor: Cursor }) {
  const { from, each, left, width } = drawing;
  const x = left + (cursor.at - from + 0.5) * each;
  const gap = each / 2 + 8;
  const place = x < width / 2 ? { left: x + gap } : { right: width - x + gap };
  return (
    <div className={styles.note} style={place} aria-hidden="true">
      <MarketReadout market={market} at={cursor.at} />
    </div>
  );
}

/** Homes on offer are their own sample. */
function hasSamples({ measure }: MarketView): boolean {
  return measure !== 'on_offer';
}

const usual = { period: 'month', measure: 'price_per_m2' } as const;

function useDrawing(market: ShownMarket | undefined, width: number): MarketDrawing | undefined {
  const numbers = useNumbers();
  const { period, measure } = market?.view ?? usual;
  const { shape, fromZero, unit } = measureOf(measure);
  const periodOf = usePeriodWords(period);
  const { tick, value } = useUnitWords(unit);
  if (!market || width === 0) return undefined;
  return drawMarket({
    ...{ lines: market.lines, running: market.running, shape, fromZero, period, width },
    isWhole: unit === 'homes',
    hasSamples: hasSamples(market.view),
    write: { tick, value, count: numbers.count, period: periodOf },
  });
}
