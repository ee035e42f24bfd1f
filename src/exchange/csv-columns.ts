import { AppError } from '../errors.ts';

/** The header of observations as CSV: the members of an observation, those of its address beside the others. */
export const csvColumns = [
  ...(['reference', 'observed_at', 'name', 'description', 'building_type', 'latest_price_eur'] as const),
  ...(['surface_area_m2', 'rooms_count', 'bedrooms_count', 'street_address', 'postal_code', 'city'] as const),
  ...(['country', 'contact_phone_number'] as const),
];
type CsvColumn = (typeof csvColumns)[number];

const optional: ReadonlySet<string> = new Set(['observed_at', 'contact_phone_number'] satisfies CsvColumn[]);
const ofAddress: ReadonlySet<string> = new Set([
  ...(['street_address', 'postal_code', 'city', 'country'] satisfies CsvColumn[]),
]);
const numeric: ReadonlySet<string> = new Set([
  ...(['latest_price_eur', 'surface_area_m2', 'rooms_count', 'bedrooms_count'] satisfies CsvColumn[]),
]);
/** As JSON writes numbers, of a length that is read at once. */
const numeral = /^-?\d{1,40}(\.\d{1,40})?$/;

/** A file to fill in: the header alone. */
export const csvTemplate = `${csvColumns.join(',')}\r\n`;

/** @throws AppError `invalid` for a header that has not each column that is needed, once, and none that is unknown */
export function checkHeader(header: readonly string[]): void {
  const wrong = [
    ...csvColumns.filter((name) => !optional.has(name) && !header.includes(name)).map((name) => `${name} is missing`),
    ...header
      .filter((name) => name !== '' && !isColumn(name))
      .map((name) => `${JSON.stringify(name.slice(0, 100))} is unknown`),
    ...csvColumns
      .filter((name) => header.indexOf(name) !== header.lastIndexOf(name))
      .map((name) => `${name} is there twice`),
  ];
  if (wrong.length === 0) return;
  const [few, more] = [wrong.slice(0, 20), wrong.length - 20];
  throw new AppError(
    'invalid',
    `The header of the CSV is not as it must be: ${few.join(', ')}${more > 0 ? ` (and ${more} more)` : ''}. Its columns are ${csvColumns.join(',')}, in any order, separated by commas, semicolons or tabs; observed_at and contact_phone_number may be left out. Nothing was written.`,
  );
}

/** A record as the observation that it stands for, still to be checked. An empty cell says nothing. */
export function toObservation(header: readonly string[], cells: readonly string[]): unknown {
  if (cells.length !== header.length) {
    throw new AppError('invalid', `The line has ${cells.length} columns, and the header ${header.length}.`);
  }
  const observation: Record<string, unknown> = {};
  const address: Record<string, unknown> = {};
  for (const [at, name] of header.entries()) {
    const text = cells[at] ?? '';
    if (name === '' && text !== '') throw new AppError('invalid', 'The line has a value in a column without a name.');
    if (text !== '') (ofAddress.has(name) ? address : observation)[name] = numeric.has(name) ? numberOf(text) : text;
  }
  return { ...observation, postal_address: address };
}

function isColumn(name: string): name is CsvColumn {
  return (csvColumns as readonly string[]).includes(name);
}

/** What is no number stays as it is, and is refused as such. */
function numberOf(text: string): number | string {
  return numeral.test(text) ? Number(text) : text;
}
