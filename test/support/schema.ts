import type { TestDatabase } from './test-database.ts';

const columns = `SELECT c.relname AS of, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS required, a.attidentity AS identity, pg_get_expr(d.adbin, d.adrelid) AS value,
    a.attcollation AS collation, col_description(c.oid, a.attnum) AS comment
  FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace
  ORDER BY c.relname, a.attnum`;

const relations = `SELECT relname AS name, relkind AS kind, reloptions AS options, obj_description(oid) AS comment
  FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname`;

const constraints = `SELECT conrelid::regclass::text AS of, conname AS name, contype AS kind, convalidated AS valid,
    pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`;

const indexes = `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE schemaname = 'public' ORDER BY indexname`;

const sequences = `SELECT s.seqrelid::regclass::text AS name, s.seqtypid::regtype AS type, s.seqstart, s.seqincrement, s.seqmin,
    s.seqmax, s.seqcache, s.seqcycle, d.refobjid::regclass::text AS owner
  FROM pg_sequence AS s LEFT JOIN pg_depend AS d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i') ORDER BY 1`;

const triggers = `SELECT tgrelid::regclass::text AS of, tgname AS name, tgenabled AS enabled, pg_get_triggerdef(oid) AS definition
  FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`;

const functions = `SELECT pg_get_functiondef(oid) AS definition, obj_description(oid) AS comment
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1`;

const parts = { relations, columns, constraints, indexes, sequences, triggers, functions };

export type Schema = Record<keyof typeof parts, Record<string, unknown>[]>;

/** Everything that the catalog says about the schema `public`, in a form that can be compared. */
export async function readSchema(database: TestDatabase): Promise<Schema> {
  const read = Object.entries(parts).map(async ([name, text]) => [name, await database.sql(text)]);
  return Object.fromEntries(await Promise.all(read));
}

/** What the schema has beside the record of the migrations that were run. */
export function withoutMigrations(schema: Schema): Schema {
  const ours = (row: Record<string, unknown>) => JSON.stringify([row.of, row.name, row.owner]).includes('pricetrail_');
  const kept = Object.entries(schema).map(([name, rows]) => [name, rows.filter((row) => !ours(row))]);
  return Object.fromEntries(kept);
}
