import { Trans, useLingui } from '@lingui/react/macro';
import { Field } from '../parts/field.tsx';
import { inOrder, type ListingSearch, type Sort, sorts, usualSort, usualWindow } from './listing-search.ts';
import styles from './sort-choice.module.css';

type Props = { search: ListingSearch; onChange: (search: ListingSearch) => void };

export function SortChoice({ search, onChange }: Props) {
  const { t } = useLingui();
  const drops = search.dropped === undefined ? t`Largest drop in ${usualWindow} days first` : t`Largest drop first`;
  const words: Record<Sort, string> = {
    '-updated_date': t`Latest change first`,
    '-created_date': t`Newest first`,
    latest_price_eur: t`Lowest price first`,
    '-latest_price_eur': t`Highest price first`,
    price_per_m2: t`Lowest price per m² first`,
    '-price_per_m2': t`Highest price per m² first`,
    '-surface_area_m2': t`Largest first`,
    largest_drop: drops,
  };
  return (
    <Field label={<Trans>Order</Trans>} className={styles.sort}>
      {(given) => (
        <select
          {...given}
          value={search.sort ?? usualSort}
          onChange={(event) => onChange(inOrder(search, event.target.value as Sort))}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {words[sort]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
