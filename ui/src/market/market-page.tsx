import { Trans, useLingui } from '@lingui/react/macro';
import { useSearchParams } from 'wouter';
import { isBeingMade } from '../figures/asked-again.ts';
import { FiguresAwaited } from '../figures/figures-awaited.tsx';
import { SectionFault } from '../frame/section-fault.tsx';
import { Button } from '../parts/button.tsx';
import { hasNoFigures, NoFigures } from '../parts/no-figures.tsx';
import { EmptyNote, FailedNote } from '../parts/note.tsx';
import { useLater } from '../parts/use-later.ts';
import { useTitle } from '../parts/use-title.ts';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { useCountryName } from '../words/use-country-name.ts';
import { MarketAddressNote } from './market-address-note.tsx';
import { MarketControls } from './market-controls.tsx';
import { MarketFigure } from './market-figure.tsx';
import type { GroupWords } from './market-lines.ts';
import styles from './market-page.module.css';
import { lineCount } from './market-query.ts';
import { type MarketView, marketViewOf, paramsOf, possible } from './market-view.ts';
import { shownOf } from './shown-market.ts';
import { useFindingWords } from './use-finding-words.ts';
import { isTooCostly, useMarket } from './use-market.ts';
import { useSubtitle } from './use-subtitle.ts';

/** How the market moves: one measure over time, of all homes or of a few places. */
export function MarketPage() {
  const [params, setParams] = useSearchParams();
  const view = marketViewOf(params);
  const change = (changed: Partial<MarketView>) => setParams(paramsOf(possible({ ...view, ...changed }))); // each is a choice, which going back undoes
  return <Market view={view} onChange={change} />;
}

type Props = { view: MarketView; onChange: (changed: Partial<MarketView>) => void };

function Market({ view, onChange }: Props) {
  const { t } = useLingui();
  const found = useMarket(view);
  const words = useGroupWords();
  const market = found.data && shownOf(found.data, words);
  const inWords = useFindingWords(market?.view ?? view);
  const subtitle = useSubtitle(market?.view ?? view);
  const title = market ? inWords(market.finding) : t`The market`;
  useTitle(title);
  return (
    <>
      <header className={styles.head}>
        <h1 className={lineCount(view) > 1 ? styles.several : undefined} aria-live="polite">
          {title}
        </h1>
        <p className={styles.subtitle}>{subtitle}</p>
      </header>
      <MarketAddressNote view={view} />
      <MarketControls view={view} onChange={onChange} />
      <section aria-busy={found.isFetching}>
        <HowFar found={found} />
        <div className={found.isOld && found.isFetching ? styles.old : undefined}>
          {market?.lines.every(({ points }) => points.length === 0) ? (
            <NothingOnOffer onChange={onChange} />
          ) : (
            (market || !found.error) && (
              <SectionFault>
                <MarketFigure market={market} view={view} takeaway={title} />
              </SectionFault>
            )
          )}
        </div>
      </section>
    </>
  );
}

/** What is said while the figures are not there, and where they could not be read. */
function HowFar({ found }: { found: ReturnType<typeof useMarket> }) {
  const { data, error, failureReason, isFetching, readAt, refetch } = found;
  const isSlow = useLater(!data && isFetching && !isBeingMade(failureReason));
  return (
    <>
      <FiguresAwaited error={failureReason} isFetching={isFetching} />
      {error && (
        <div className={styles.failed}>
          <Failed error={error} since={readAt} retry={() => void refetch()} />
        </div>
      )}
      {isSlow && (
        <p className={styles.waiting} role="status">
          <Trans>Working out the figures …</Trans>
        </p>
      )}
    </>
  );
}

function useGroupWords(): GroupWords {
  const { t } = useLingui();
  const types = useBuildingTypes();
  const country = useCountryName();
  return { all: t`All homes`, country, type: (name) => types[name as keyof typeof types] ?? name };
}

function Failed({ error, since, retry }: { error: Error; since: number; retry: () => void }) {
  if (hasNoFigures(error)) return <NoFigures />;
  if (!isTooCostly(error)) return <FailedNote error={error} since={since} retry={retry} />;
  return (
    <p className={styles.note} role="alert">
      <Trans>
        This takes more time than one question is given. Choose longer periods, a shorter time, or one place, and it is
        quicker.
      </Trans>{' '}
      {since > 0 && <Trans>What is shown is the answer before.</Trans>}
    </p>
  );
}

function NothingOnOffer({ onChange }: Pick<Props, 'onChange'>) {
  return (
    <EmptyNote title={<Trans>No home like that was on offer in this time</Trans>}>
      <Button look="link" onClick={() => onChange({ places: [], type: undefined, rooms: undefined, span: 'all' })}>
        <Trans>Look at all homes</Trans>
      </Button>
    </EmptyNote>
  );
}
