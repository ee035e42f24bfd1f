import type { Role } from './role.ts';

/** What each operation of the API takes, by its `operationId`; `anyone`: no role at all. */
export const routeRoles: Readonly<Record<string, Role | 'anyone'>> = {
  ...rolesOf('anyone', ['livez', 'readyz', 'readImportTemplate']),
  ...rolesOf('reader', [
    ...['listListings', 'readListing', 'suggestPlaces', 'readPrices', 'readCorrections'],
    ...['drawChart', 'drawPngChart', 'drawBadge'],
    ...['readChanges', 'exportListings', 'exportPrices', 'exportChanges'],
    ...['readMarketSeries', 'readMarketMovers', 'readListingMarket'],
  ]),
  ...rolesOf('writer', [
    ...['createListing', 'replaceListing', 'patchListing', 'removeListing', 'statePrice', 'voidPrice'],
    ...['createImport', 'readImport', 'listImportErrors'],
  ]),
  // They make the service post to addresses, and show what it posted.
  ...rolesOf('admin', [
    ...['registerWebhook', 'listWebhooks', 'readWebhook', 'changeWebhook', 'removeWebhook', 'rotateSecret'],
    ...['testWebhook', 'listDeliveries', 'replayDelivery', 'replayFrom'],
  ]),
};

/** What is answered without a look at who asks: to know that takes the database, or an issuer. */
export const unguarded: ReadonlySet<string> = new Set(['livez']);

function rolesOf<T extends Role | 'anyone'>(role: T, operations: readonly string[]): Record<string, T> {
  return Object.fromEntries(operations.map((operation) => [operation, role]));
}
