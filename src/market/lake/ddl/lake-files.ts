import type { Manifest } from '../manifest.ts';
import type { TableName } from './columns.ts';

/** The files that count now, by their whole addresses, and the folders they are in. */
export type LakeFiles = {
  /** The address of the lake, without a slash at its end. */
  at: string;
  /** Those of each table; none in `replaced`: there is one layer, and all its rows count. */
  files: Readonly<Record<TableName, readonly string[]>>;
  /** The tables that have files. */
  tables: readonly TableName[];
};

export function lakeFiles({ layers }: Manifest, address: string): LakeFiles {
  const at = address.replace(/\/+$/, '');
  const of = (table: TableName) => layers.flatMap((layer) => layer[table]).map((name) => `${at}/${name}`);
  const files = { prices: of('prices'), listings: of('listings'), replaced: of('replaced') };
  const tables: TableName[] = ['listings', 'prices'];
  return { at, files, tables: files.replaced.length > 0 ? [...tables, 'replaced'] : tables };
}

/** What stands in a lake's folder of that table, and in its subfolders there are none. */
export function folderOf({ at }: LakeFiles, table: TableName): string {
  return `${at}/${table}/`;
}
