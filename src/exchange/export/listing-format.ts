import { parseInstant } from '../../db/values.ts';
import { toListing } from '../../listings/listing-row.ts';
import { columns, type ListingRow } from '../../listings/listings.sql.ts';
import { csvText } from '../../wire/csv.ts';
import type { Column } from './parquet/column.ts';
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

/** The members of the address stand beside the others. */
const listingColumns: readonly Column[] = [
  { name: 'id', place: place('id'), type: 'id' },
  { name: 'reference', place: place('reference'), type: 'text', optional: true },
  { name: 'name', place: place('name'), type: 'text' },
  { name: 'description', place: place('description'), type: 'text' },
  { name: 'building_type', place: place('building_type'), type: 'word' },
  { name: 'latest_price_eur', place: place('price'), type: 'euros' },
  { name: 'surface_area_m2', place: place('surface_area_m2'), type: 'number' },
  { name: 'rooms_count', place: place('rooms_count'), type: 'count' },
  { name: 'bedrooms_count', place: place('bedrooms_count'), type: 'count' },
  { name: 'contact_phone_number', place: place('contact_phone_number'), type: 'text', optional: true },
  { name: 'street_address', place: place('street_address'), type: 'text' },
  { name: 'postal_code', place: place('postal_code'), type: 'word' },
  { name: 'city', place: place('city'), type: 'word' },
  { name: 'country', place: place('country'), type: 'word' },
  { name: 'created_date', place: place('created_date'), type: 'instant' },
  { name: 'updated_date', place: place('updated_date'), type: 'instant' },
];
const header = listingColumns.map(({ name }) => name);

export const listingFormat: RecordFormat = {
  columns: listingColumns,
  json: (cells) => JSON.stringify(toListing(toRow(cells))),
  csv: (rows) => csvText(rows.map(flat), { columns: header }),
};

/** Of a column in a row. */
function place(name: keyof ListingRow): number {
  return names.indexOf(name);
}

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
