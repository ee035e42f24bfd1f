import { Plural, Trans } from '@lingui/react/macro';
import { dayMs, daysBetween } from '../../../src/drawing/days.ts';
import type { Listing } from '../api/types.ts';
import { Change } from '../parts/change.tsx';
import { HomeCell } from '../parts/home-cell.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-rows.module.css';

const yearMs = 365 * dayMs;

/** One listing. @param now in UTC milliseconds: the end of the window that all rows share */
export function ListingRow({ listing, now }: { listing: Listing; now: number }) {
  const numbers = useNumbers();
  const { latest_price_eur: price, surface_area_m2: m2, history } = listing;
  return (
    <tr>
      <HomeCell listing={listing} className={styles.home} />
      <td className={styles.price}>{numbers.euros(price)}</td>
      <td className={styles.change}>
        <SinceListed listing={listing} />
      </td>
      <td className={styles.wide}>
        <Sparkline
          steps={(history?.recent ?? []).map(({ price_eur, created_date }) => ({
            at: Date.parse(created_date),
            eur: price_eur,
          }))}
          from={now - yearMs}
          to={now}
        />
      </td>
      <td className={styles.number}>{m2 > 0 ? numbers.count(price / m2) : '–'}</td>
      <DaysCell listing={listing} now={now} />
    </tr>
  );
}

/** What became of the price since it was listed. */
function SinceListed({ listing: { latest_price_eur: price, history } }: { listing: Listing }) {
  if (!history || history.changes === 0) {
    return (
      <span className={styles.meta}>
        <Trans>unchanged</Trans>
      </span>
    );
  }
  const { first_price_eur: first, cuts } = history;
  return (
    <>
      {price === first ? (
        <span className={styles.meta}>
          <Trans>back at the first price,</Trans>
        </span>
      ) : (
        <Change from={first} to={price} />
      )}{' '}
      <span className={styles.meta}>
        {cuts > 0 ? <Plural value={cuts} one="# cut" other="# cuts" /> : <Trans>no cut</Trans>}
      </span>
    </>
  );
}

/** For how long it has been on offer: a number in a table, words in a card. */
function DaysCell({ listing: { history, created_date }, now }: { listing: Listing; now: number }) {
  const numbers = useNumbers();
  const days = daysBetween(Date.parse(history?.first_date ?? created_date), now);
  return (
    <td className={`${styles.number} ${styles.days}`}>
      <span>{numbers.count(days)}</span>
      <span>
        <Plural value={days} _0="New today" one="# day on offer" other="# days on offer" />
      </span>
    </td>
  );
}
