import { parseSort, type Sort, type SortName } from './sorts.ts';

export type Order = {
  name: SortName;
  /** What rows are ordered by, then by their id. */
  expression: string;
  descending: boolean;
  /** Whether it may be null: such rows come last. */
  nullable: boolean;
  /** Whether it is worked out for each row before the first one is known: an index with little more than that is read. */
  computed: boolean;
};

type Definition = { expression: string; nullable?: true; computed?: true; largestFirst?: true };

const definitions: Readonly<Record<SortName, Definition>> = {
  id: { expression: 'id' },
  created_date: { expression: 'created_date' },
  updated_date: { expression: 'updated_date' },
  latest_price_eur: { expression: 'price' },
  price_per_m2: { expression: 'listing_price_per_m2(price, surface_area_m2)', nullable: true },
  surface_area_m2: { expression: 'surface_area_m2' },
  largest_drop: {
    expression: '((base.eur - price) / nullif(base.eur, 0))::double precision',
    ...{ computed: true, largestFirst: true },
  },
};

export function orderOf(sort: Sort): Order {
  const { name, reversed } = parseSort(sort);
  const { expression, nullable = false, computed = false, largestFirst = false } = definitions[name];
  return { name, expression, nullable, computed, descending: reversed !== largestFirst };
}
