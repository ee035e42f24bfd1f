import { Plural, Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import { useListingCount } from '../listings/use-listings.ts';
import { placeIn, placeName } from '../parts/chosen-place.ts';
import { UnknownPlace } from '../parts/unknown-place.tsx';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { type DropsView, dropsAddress, longerThan } from './drops-view.ts';
import styles from './no-drops.module.css';

/** What else to look at where nothing was cut. */
export function NoDrops({ view }: { view: DropsView }) {
  const place = placeName(view);
  return place === undefined ? <NoneLikeThat view={view} /> : <NoneThere view={view} place={place} />;
}

/** Either the place has no home at all, or the price of none was cut. */
function NoneThere({ view, place }: { view: DropsView; place: string }) {
  const { data: count, isPlaceholderData, isError } = useListingCount(placeIn(view));
  const isKnown = count !== undefined && !isPlaceholderData;
  if (isError || (isKnown && count > 0)) return <NoneLikeThat view={view} />;
  if (!isKnown) return null;
  const { days, order, rows } = view;
  return (
    <UnknownPlace place={place}>
      <AllHomes href={dropsAddress({ days, order, rows })} />
    </UnknownPlace>
  );
}

function AllHomes({ href }: { href: string }) {
  return (
    <Link href={href}>
      <Trans>Look at all homes</Trans>
    </Link>
  );
}

function NoneLikeThat({ view }: { view: DropsView }) {
  const types = useBuildingTypes();
  const type = view.type && types[view.type];
  return (
    <p className={styles.note}>
      {type !== undefined && <Trans>Only this type was looked at: {type}.</Trans>} <Instead view={view} />
    </p>
  );
}

export function NothingCut({ view }: { view: DropsView }) {
  const place = placeName(view);
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
  const isNarrow = type !== undefined || placeName(view) !== undefined;
  return (
    <span className={styles.instead}>
      {longer !== undefined && (
        <Link href={dropsAddress({ ...view, days: longer })}>
          <Plural value={Number(longer)} one="Look at # day" other="Look at # days" />
        </Link>
      )}
      {isNarrow && <AllHomes href={dropsAddress({ days, order, rows })} />}
    </span>
  );
}
