import { Plural, Trans } from '@lingui/react/macro';
import type { Mover } from '../api/types.ts';
import { Change } from '../parts/change.tsx';
import { HomeCell } from '../parts/home-cell.tsx';
import { Rows } from '../parts/rows.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './drop-rows.module.css';

type Props = { drops: readonly Mover[]; isOld: boolean };

/** The cuts as a table, the largest first, and as cards where there is no room for one. */
export function DropRows({ drops, isOld }: Props) {
  return (
    <Rows className={styles.rows} isOld={isOld}>
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
    </Rows>
  );
}

function DropRow({ drop, rank }: { drop: Mover; rank: number }) {
  const numbers = useNumbers();
  const { from_eur: from, to_eur: to, change_eur: amount, cuts, changed_date: at } = drop;
  return (
    <tr>
      <td className={styles.rank}>{numbers.count(rank)}</td>
      <HomeCell listing={drop.listing} className={styles.home} />
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
