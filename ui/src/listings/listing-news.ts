type Row = { readonly id: number; readonly updated_date: string };

type Read<R extends Row> = {
  /** Those that fit the search and changed since, the latest first. */
  fitting: readonly R[];
  shown: readonly R[];
  /** The latest change that was known; none: nothing fitted. */
  since: string | undefined;
  /** How many were asked for. */
  most: number;
};

/** How many listings would be shown that are not. @property isMore whether there may be others beside them */
export function listingNews<R extends Row>({
  fitting,
  shown,
  since,
  most,
}: Read<R>): { count: number; isMore: boolean } {
  const ids = new Set(shown.map(({ id }) => id));
  const changed = fitting.filter(({ updated_date }) => updated_date !== since);
  return { count: changed.filter(({ id }) => !ids.has(id)).length, isMore: changed.length >= most };
}

/** The rows as they are now, each where it was. */
export function refreshed<R extends Row>(rows: readonly R[], changed: readonly R[]): R[] {
  const now = new Map(changed.map((row) => [row.id, row]));
  return rows.map((row) => {
    const other = now.get(row.id);
    return other && Date.parse(other.updated_date) >= Date.parse(row.updated_date) ? other : row;
  });
}
