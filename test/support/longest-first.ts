/** The files that take longest, the longest first. */
const longest = [
  ...['cli/embedded', 'faults/outages', 'exchange/import-real', 'cli/workers', 'http/overload', 'doctor/damage'],
  ...['faults/server-deaths', 'faults/database-deaths', 'faults/replica-reads', 'faults/replica-faults'],
  ...['faults/wire-cuts', 'changes/histories', 'http/database-away', 'prices/bulk'],
  ...['market/lake/worker-deaths', 'market/lake/commands', 'market/lake/disk', 'market/lake/follow'],
  ...[
    'page/listings-page',
    'page/frame',
    'page/listing-page',
    'page/corners/created-once',
    'page/corners/form-looks',
    'page/drops-page',
    'page/corners/prices-by-hand',
  ],
  ...['changes/feed-race', 'cli/messages'],
  ...['listings/search.property', 'exchange/import-interrupted', 'exchange/import', 'doctor/writers', 'cli/start'],
  ...['changes/changes', 'listings/pages', 'http/compression', 'doctor/sound', 'db/upgrade', 'listings/members'],
];

/** Test files in the order to begin them: one that is long and begun last would leave all processors but one idle. */
export function longestFirst(files: readonly string[]): string[] {
  const rank = (file: string) => {
    const at = longest.findIndex((name) => file.endsWith(`${name}.test.ts`));
    return at < 0 ? longest.length : at;
  };
  return files.toSorted((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
