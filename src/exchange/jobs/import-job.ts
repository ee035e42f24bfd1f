import { type Static, Type } from 'typebox';
import { AppError } from '../../errors.ts';
import { inputFormats } from '../entry.ts';
import { type ImportRow, importStatuses } from './import-jobs.sql.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });
const instant = (description: string) => Type.String({ format: 'date-time', description });

/** An import that came in over HTTP. */
export const Import = Type.Object(
  {
    id: Type.Integer({ minimum: 1, description: 'Given out by the service.' }),
    status: Type.Enum(importStatuses, {
      description:
        'receiving: its body is coming in; waiting for a worker; reading its lines; writing listings; done; failed: failure says why, and how much was written before, the other members.',
    }),
    format: Type.Enum(inputFormats, { description: 'What its lines are.' }),
    dry_run: Type.Boolean({ description: 'Whether what it would write is only counted.' }),
    strict: Type.Boolean({ description: 'Whether it writes nothing where a line is refused.' }),
    lines: count('Lines read that are not blank.'),
    lines_refused: count('Lines that were refused; /imports/{id}/errors says why.'),
    lines_superseded: count('Lines that a later one about the same listing and instant takes the place of.'),
    listings: Type.Optional(count('How many listings its lines are about; known once all are read.')),
    listings_created: count('Listings that are new.'),
    listings_updated: count('Listings that were there and got another state or a price of the past.'),
    listings_unchanged: count('Listings that were there and stayed as they were.'),
    prices_added: count('Prices that were added.'),
    failure: Type.Optional(Type.String({ description: 'Why it failed, and what to do about it.' })),
    created_date: instant('When it came in.'),
    finished_date: Type.Optional(instant('When it was done, or failed.')),
  },
  { $id: 'Import', description: 'An import, and how far it is.' },
);
export type Import = Static<typeof Import>;

/** Why a line was refused: one of the lines of /imports/{id}/errors. */
export const ImportError = Type.Object(
  {
    line: Type.Integer({ minimum: 1, description: 'Of the file, from 1.' }),
    pointer: Type.String({ description: 'The member, as a JSON pointer (RFC 6901); empty: the whole line.' }),
    reason: Type.String({ description: 'What is wrong with it.' }),
  },
  { $id: 'ImportError' },
);
export type ImportError = Static<typeof ImportError>;

export function toImport(row: ImportRow): Import {
  const { listings, failure, finished_date } = row;
  return {
    ...{ id: row.id, status: row.status, format: row.format, dry_run: row.dry_run, strict: row.strict },
    ...{ lines: row.lines, lines_refused: row.refused, lines_superseded: row.superseded },
    ...(listings === null ? {} : { listings }),
    ...{ listings_created: row.created, listings_updated: row.updated, listings_unchanged: row.unchanged },
    prices_added: row.prices_added,
    ...(failure === null ? {} : { failure }),
    created_date: row.created_date,
    ...(finished_date === null ? {} : { finished_date }),
  };
}

/** Whether nothing more will become of it. */
export function isFinished({ status }: Pick<Import, 'status'>): boolean {
  return status === 'done' || status === 'failed';
}

/** @throws AppError `not_found` for what is no id. */
export function parseImportId(text: string): number {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  if (id >= 1 && id <= 2_147_483_647) return id;
  throw new AppError('not_found', 'There is no such import: an id is a positive whole number.');
}
