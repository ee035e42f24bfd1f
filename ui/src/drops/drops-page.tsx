import { Trans, useLingui } from '@lingui/react/macro';
import { useDeferredValue } from 'react';
import { Link, useSearchParams } from 'wouter';
import { isBeingMade } from '../figures/asked-again.ts';
import { FiguresAwaited } from '../figures/figures-awaited.tsx';
import { SectionFault } from '../frame/section-fault.tsx';
import { buttonClass } from '../parts/button.tsx';
import { hasNoFigures, NoFigures } from '../parts/no-figures.tsx';
import { FailedNote } from '../parts/note.tsx';
import { useKept } from '../parts/use-kept.ts';
import { useLater } from '../parts/use-later.ts';
import { useTitle } from '../parts/use-title.ts';
import { DropFinding } from './drop-finding.tsx';
import { DropRows } from './drop-rows.tsx';
import { DropsAddressNote } from './drops-address-note.tsx';
import { DropsForm } from './drops-form.tsx';
import styles from './drops-page.module.css';
import { type DropsView, dropsAddress, dropsViewOf, few, many } from './drops-view.ts';
import { NoDrops } from './no-drops.tsx';
import { useDrops } from './use-drops.ts';

/** The largest cuts of asking prices; the address holds within which time, in which order, where. */
export function DropsPage() {
  const { t } = useLingui();
  useTitle(t`Price drops`);
  const [params] = useSearchParams();
  const view = dropsViewOf(params);
  return (
    <>
      <h1 className={styles.title}>
        <Trans>Price drops</Trans>
      </h1>
      <DropsAddressNote view={view} />
      <DropsForm view={view} />
      <SectionFault>
        <Found view={useDeferredValue(view)} />
      </SectionFault>
    </>
  );
}

function Found({ view }: { view: DropsView }) {
  const found = useDrops(view);
  const isSlow = useLater(found.isPending && !isBeingMade(found.failureReason));
  const { data, error } = found;
  const { kept, readAt } = useKept(found);
  const isShown = data !== undefined || (kept?.drops.length ?? 0) > 0;
  const isOld = found.isPlaceholderData || found.isError;
  return (
    <section aria-busy={found.isFetching}>
      <FiguresAwaited error={found.failureReason} isFetching={found.isFetching} />
      {(kept || !error) && (
        <DropFinding
          view={view}
          drops={found.isPlaceholderData ? undefined : data?.drops}
          asOf={kept?.asOf ?? undefined}
        />
      )}
      {error && <DropsFailed error={error} since={isShown ? readAt : 0} retry={() => void found.refetch()} />}
      {data?.drops.length === 0 && !found.isPlaceholderData && <NoDrops view={view} />}
      {kept && kept.drops.length > 0 && <DropRows drops={kept.drops} isOld={isOld} />}
      {isSlow && <div className={styles.skeleton} aria-hidden="true" />}
      {view.rows === few && data?.drops.length === few && <More view={view} />}
    </section>
  );
}

function More({ view }: { view: DropsView }) {
  return (
    <div className={styles.more}>
      <Link href={dropsAddress({ ...view, rows: many })} replace className={buttonClass()}>
        <Trans>Show up to {many}</Trans>
      </Link>
    </div>
  );
}

type FailedProps = { error: Error; since: number; retry: () => void };

function DropsFailed({ error, since, retry }: FailedProps) {
  return hasNoFigures(error) ? <NoFigures /> : <FailedNote error={error} since={since} retry={retry} />;
}
