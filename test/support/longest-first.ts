/** The files that take longest, the longest first. */
const longest = [
  ...['cli/embedded', 'doctor/damage', 'faults/server-deaths', 'prices/bulk', 'cli/workers', 'exchange/import-real'],
  ...['faults/database-deaths', 'changes/histories', 'faults/replica-faults', 'faults/wire-cuts', 'faults/outages'],
  ...['http/overload', 'changes/feed-race', 'faults/replica-reads', 'cli/messages', 'cli/start', 'prices/corrections'],
  ...['listings/search.property', 'changes/changes', 'doctor/sound', 'db/upgrade', 'listings/members'],
];

/** Test files in the order to begin them: one that is long and begun last would leave all processors but one idle. */
export function longestFirst(files: readonly string[]): string[] {
  const rank = (file: string) => {
    const at = longest.findIndex((name) => file.endsWith(`${name}.test.ts`));
    return at < 0 ? longest.length : at;
  };
  return files.toSorted((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
