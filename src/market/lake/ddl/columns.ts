/** What a column holds: a text, a whole number of 64 or 32 bits, an instant in UTC, euros with two decimals, m2, yes or no. */
export type ColumnKind = 'text' | 'id' | 'count' | 'instant' | 'euros' | 'area' | 'truth';

/** A column of the files; `optional`: it may be null. */
export type Column = { name: string; kind: ColumnKind; optional?: true };

export type TableName = 'prices' | 'listings' | 'replaced';

/** The columns of each table, in the order of the files. None of their names is a reserved word of a dialect here. */
export const columnsOf: Readonly<Record<TableName, readonly Column[]>> = {
  prices: [
    { name: 'place', kind: 'text' },
    { name: 'listing_id', kind: 'id' },
    { name: 'effective_at', kind: 'instant' },
    { name: 'recorded_at', kind: 'instant' },
    { name: 'until', kind: 'instant', optional: true },
    { name: 'price_eur', kind: 'euros', optional: true },
    { name: 'previous_price_eur', kind: 'euros', optional: true },
    { name: 'void', kind: 'truth' },
    { name: 'layer', kind: 'id' },
  ],
  listings: [
    { name: 'place', kind: 'text' },
    { name: 'listing_id', kind: 'id' },
    { name: 'version', kind: 'id' },
    { name: 'valid_from', kind: 'instant', optional: true },
    { name: 'valid_to', kind: 'instant', optional: true },
    { name: 'known_from', kind: 'instant', optional: true },
    { name: 'superseded_at', kind: 'instant', optional: true },
    { name: 'building_type', kind: 'text' },
    { name: 'postal_code', kind: 'text' },
    { name: 'postal_code_key', kind: 'text' },
    { name: 'city', kind: 'text' },
    { name: 'city_key', kind: 'text' },
    { name: 'country', kind: 'text' },
    { name: 'surface_area_m2', kind: 'area' },
    { name: 'rooms_count', kind: 'count' },
    { name: 'bedrooms_count', kind: 'count' },
    { name: 'reference', kind: 'text', optional: true },
    { name: 'created_date', kind: 'instant' },
    { name: 'layer', kind: 'id' },
  ],
  replaced: [
    { name: 'listing_id', kind: 'id' },
    { name: 'layer', kind: 'id' },
  ],
};

/** The table of every row of the files; `prices` and `listings` are those that count. */
export function everyRowOf(table: TableName): string {
  return table === 'replaced' ? table : `layered_${table}`;
}

export function namesOf(table: TableName): string[] {
  return columnsOf[table].map(({ name }) => name);
}
