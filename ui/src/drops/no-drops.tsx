import { Plural, Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { addressOf, type DropsView, longerThan, placeWords } from './drops-view.ts';
import styles from './no-drops.module.css';

/** What else to look at where nothing was cut. */
export function NoDrops({ view }: { view: DropsView }) {
  const types = useBuildingTypes();
  const type = view.type && types[view.type];
  return (
    <p className={styles.note}>
      {type !== undefined && <Trans>Only this type was looked at: {type}.</Trans>} <Instead view={view} />
    </p>
  );
}

export function NothingCut({ view }: { view: DropsView }) {
  const place = placeWords(view);
  const days = Number(view.days);
  if (place === undefined) {
    return (
      <Plural value={days} _1="No price was cut in the last 24 hours" other="No price was cut in the last # days" />
    );
  }
  return (
    <Plural
      value={days}
      _1={`No price was cut in ${place} in the last 24 hours`}
      other={`No price was cut in ${place} in the last # days`}
    />
  );
}

function Instead({ view }: { view: DropsView }) {
  const longer = longerThan(view.days);
  const { days, order, rows, type } = view;
  const isNarrow = type !== undefined || placeWords(view) !== undefined;
  return (
    <span className={styles.instead}>
      {longer !== undefined && (
        <Link href={addressOf({ ...view, days: longer })}>
          <Plural value={Number(longer)} one="Look at # day" other="Look at # days" />
        </Link>
      )}
      {isNarrow && (
        <Link href={addressOf({ days, order, rows })}>
          <Trans>Look at all homes</Trans>
        </Link>
      )}
    </span>
  );
}
