import { Link } from 'wouter';
import type { Listing } from '../api/types.ts';
import styles from './home-cell.module.css';
import { addressLine, HomeSummary } from './home-summary.tsx';

/** The head of a row about a listing: its name, which leads to its prices, and what and where it is. */
export function HomeCell({ listing, className = '' }: { listing: Listing; className?: string | undefined }) {
  return (
    <th scope="row" className={`${styles.home} ${className}`}>
      <Link href={`/${listing.id}/prices`} className="target">
        {listing.name}
      </Link>
      <span>
        <HomeSummary listing={listing} />
      </span>
      <span>{addressLine(listing)}</span>
    </th>
  );
}
