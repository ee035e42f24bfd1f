import { Plural, Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import { type BuildingType, buildingTypes, type Mover } from '../api/types.ts';
import { Change } from '../parts/change.tsx';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './drop-rows.module.css';

type Props = { drops: readonly Mover[]; isOld: boolean };

/** The cuts as a table, the largest first, and as cards where there is no room for one. */
export function DropRows({ drops, isOld }: Props) {
  return (
    <table className={`${styles.rows} ${isOld ? styles.old : ''}`}>
      <thead>
        <tr>
          <th scope="col" className={styles.rank}>
            <Trans>Rank</Trans>
          </th>
          <th scope="col">
            <Trans>Home</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Before</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Now</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Change</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Amount</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Cuts</Trans>
          </th>
          <th scope="col" className={styles.number}>
            <Trans>Last change</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {drops.map((drop, at) => (
          <DropRow key={drop.listing_id} drop={drop} rank={at + 1} />
        ))}
      </tbody>
    </table>
  );
}

function DropRow({ drop, rank }: { drop: Mover; rank: number }) {
  const numbers = useNumbers();
  const { from_eur: from, to_eur: to, change_eur: amount, cuts, changed_date: at } = drop;
  return (
    <tr>
      <td className={styles.rank}>{numbers.count(rank)}</td>
      <Home drop={drop} />
      <td className={styles.before}>
        {numbers.euros(from)} <span aria-hidden="true">→</span>
      </td>
      <td className={styles.now}>{numbers.euros(to)}</td>
      <td className={styles.change}>
        <Change from={from} to={to} />
      </td>
      <td className={styles.amount}>{numbers.euroChange(amount)}</td>
      <td className={styles.cuts}>
        <span>{numbers.count(cuts)}</span>
        <span>
          <Plural value={cuts} one="# cut" other="# cuts" />
        </span>
      </td>
      <td className={styles.when}>
        <time dateTime={at} title={numbers.instant(at)}>
          {numbers.shortDay(at)}
        </time>
      </td>
    </tr>
  );
}

function Home({ drop: { listing } }: { drop: Mover }) {
  const numbers = useNumbers();
  const type = useTypeName()(listing.building_type);
  const { name, rooms_count: rooms, postal_address: address } = listing;
  const size = numbers.surface(listing.surface_area_m2);
  return (
    <th scope="row" className={styles.home}>
      <Link href={`/${listing.id}/prices`}>{name}</Link>
      <span className={styles.meta}>
        {type}, {size}, <Plural value={rooms} one="# room" other="# rooms" />, {address.postal_code} {address.city},{' '}
        {address.country}
      </span>
    </th>
  );
}

function useTypeName(): (type: string) => string {
  const types = useBuildingTypes();
  return (name) => {
    const type: BuildingType | undefined = buildingTypes.find((each) => each === name);
    return type ? types[type] : name;
  };
}
