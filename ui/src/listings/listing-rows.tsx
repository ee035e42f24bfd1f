import { Trans } from '@lingui/react/macro';
import { clock } from '../api/client.ts';
import type { Listing } from '../api/types.ts';
import { Rows } from '../parts/rows.tsx';
import { ListingRow } from './listing-row.tsx';
import styles from './listing-rows.module.css';

/** Listings as a table of rows, and as cards where there is no room for one. */
export function ListingRows({ listings, isOld }: { listings: readonly Listing[]; isOld: boolean }) {
  const now = clock.now();
  return (
    <Rows className={styles.rows} isOld={isOld}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Home</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Price</Trans>
          </th>
          <th scope="col">
            <Trans>Since listed</Trans>
          </th>
          <th scope="col" className={styles.wide}>
            <Trans>12 months</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>€ per m²</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Days on offer</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {listings.map((listing) => (
          <ListingRow key={listing.id} listing={listing} now={now} />
        ))}
      </tbody>
    </Rows>
  );
}
