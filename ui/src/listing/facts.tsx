import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import type { Listing } from '../api/types.ts';
import { addressLine } from '../parts/home-summary.tsx';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';

/** What a listing says of itself. @param now as it is now: what has changed since says so */
export function Facts({ listing, now }: { listing: Listing; now?: Listing | undefined }) {
  const facts = useFacts();
  const current = now && facts(now);
  return (
    <dl className={styles.facts}>
      {facts(listing).map(({ name, value }, number) => {
        const today = current?.[number]?.value;
        return (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {today !== undefined && today !== value && (
                <span className={styles.now}>
                  {' '}
                  <Trans>(now: {today})</Trans>
                </span>
              )}
            </dd>
          </Fragment>
        );
      })}
    </dl>
  );
}

/** Always all of them, in the same order, so that two states can be compared. */
function useFacts() {
  const { t } = useLingui();
  const numbers = useNumbers();
  const types = useBuildingTypes();
  return (listing: Listing): { name: string; value: string }[] => {
    const { building_type: type } = listing;
    return [
      { name: t`Number`, value: String(listing.id) },
      { name: t`Name`, value: listing.name },
      { name: t`Price`, value: numbers.euros(listing.latest_price_eur) },
      { name: t`Type`, value: types[type as keyof typeof types] ?? type },
      { name: t`Size`, value: numbers.surface(listing.surface_area_m2) },
      { name: t`Rooms`, value: numbers.count(listing.rooms_count) },
      { name: t`Bedrooms`, value: numbers.count(listing.bedrooms_count) },
      { name: t`Address`, value: addressLine(listing) },
      { name: t`Description`, value: listing.description },
      { name: t`Phone`, value: listing.contact_phone_number ?? t`none given` },
      { name: t`Reference`, value: listing.reference ?? t`none given` },
    ];
  };
}
