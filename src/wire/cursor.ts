/**
 * Where a page ends, as an opaque text: the name of the order and the sort keys of the last row.
 */
export function encodeCursor(order: string, keys: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([order, ...keys])).toString('base64url');
}

/** @returns the sort keys; undefined for a cursor of another order, or none of ours. */
export function decodeCursor(order: string, cursor: string): unknown[] | undefined {
  try {
    const [name, ...keys]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return name === order && encodeCursor(order, keys as string[]) === cursor ? keys : undefined;
  } catch {
    return undefined;
  }
}
