import { stringify } from 'csv-stringify/sync';
import { parseInstant } from '../../db/values.ts';
import { toListing } from '../../listings/listing-row.ts';
import { columns, type ListingRow } from '../../listings/listings.sql.ts';
import { column } from './read-copied.ts';
import type { Cells, RecordFormat } from './record-format.ts';

const names = columns.split(', ') as (keyof ListingRow)[];
const numbers: ReadonlySet<string> = new Set([
  'id',
  'surface_area_m2',
  'rooms_count',
  'bedrooms_count',
  'price',
  'version',
] satisfies (keyof ListingRow)[]);
const instants: ReadonlySet<string> = new Set(['created_date', 'updated_date'] satisfies (keyof ListingRow)[]);

/** In CSV the members of the address stand beside the others. */
const header = [
  ...['id', 'reference', 'name', 'description', 'building_type', 'latest_price_eur', 'surface_area_m2', 'rooms_count'],
  ...['bedrooms_count', 'contact_phone_number', 'street_address', 'postal_code', 'city', 'country', 'created_date'],
  'updated_date',
];

export const listingFormat: RecordFormat = {
  header,
  json: (cells) => JSON.stringify(toListing(toRow(cells))),
  csv: (rows) => stringify(rows.map(flat), { columns: header, record_delimiter: 'windows' }),
};

function toRow(cells: Cells): ListingRow {
  return Object.fromEntries(names.map((name, at) => [name, cellValue(name, cells[at] ?? '\\N')])) as ListingRow;
}

function cellValue(name: string, cell: string): string | number | null {
  const text = column(cell);
  if (text === null) return null;
  return numbers.has(name) ? Number(text) : instants.has(name) ? parseInstant(text) : text;
}

function flat(cells: Cells): Record<string, unknown> {
  const { postal_address, ...listing } = toListing(toRow(cells));
  return { ...listing, ...postal_address };
}
