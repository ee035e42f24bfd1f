/** By what listings can be ordered. */
const names = [
  'id',
  'created_date',
  'updated_date',
  'latest_price_eur',
  'price_per_m2',
  'surface_area_m2',
  'largest_drop',
] as const;
export type SortName = (typeof names)[number];

export type Sort = SortName | `-${SortName}`;
export const sorts: readonly Sort[] = names.flatMap((name) => [name, `-${name}`] as const);

/** The name of an order, and whether it is the other way round. */
export function parseSort(sort: Sort): { name: SortName; reversed: boolean } {
  const name = names.find((name) => sort === name || sort === `-${name}`) ?? 'id';
  return { name, reversed: sort !== name };
}
