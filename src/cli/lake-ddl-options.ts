import { type DialectName, dialectNames } from '../market/lake/ddl/dialect-names.ts';

export const dialectChoices: readonly DialectName[] = dialectNames;

export type LakeDdlOptions = { for: DialectName; at?: string };
