import { Trans, useLingui } from '@lingui/react/macro';
import { Field } from '../parts/field.tsx';
import { type ListingSearch, type Sort, sorts, usualSort } from './listing-search.ts';
import styles from './sort-choice.module.css';

type Props = { search: ListingSearch; onChange: (search: ListingSearch) => void };

export function SortChoice({ search, onChange }: Props) {
  const { t } = useLingui();
  const words: Record<Sort, string> = {
    '-updated_date': t`Latest change first`,
    '-created_date': t`Newest first`,
    latest_price_eur: t`Lowest price first`,
    '-latest_price_eur': t`Highest price first`,
    price_per_m2: t`Lowest price per m² first`,
    '-price_per_m2': t`Highest price per m² first`,
    '-surface_area_m2': t`Largest first`,
    largest_drop: t`Largest drop first`,
  };
  // The largest drop is one within a time.
  const possible = sorts.filter((sort) => sort !== 'largest_drop' || search.dropped !== undefined);
  return (
    <Field label={<Trans>Order</Trans>} className={styles.sort}>
      {(given) => (
        <select
          {...given}
          value={search.sort ?? usualSort}
          onChange={(event) => onChange({ ...search, sort: event.target.value as Sort })}
        >
          {possible.map((sort) => (
            <option key={sort} value={sort}>
              {words[sort]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
