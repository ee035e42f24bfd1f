import type { FunctionComponent } from 'react';
import { parse } from 'regexparam';
import { matchRoute } from 'wouter';
import { type LaterPart, later } from './frame/later.tsx';
import { ListingsPage } from './listings/listings-page.tsx';

type Page = { path: string; component: FunctionComponent | LaterPart };

/**
 * Every address of the page; README.md has the list of what each shows. The first page comes with the script; the others are
 * loaded when they are gone to.
 */
export const pages: readonly Page[] = [
  { path: '/', component: ListingsPage },
  {
    path: '/:listingId/prices',
    component: later(async () => (await import('./listing/listing-page.tsx')).ListingPage),
  },
  { path: '/:listingId/edit', component: later(async () => (await import('./editing/edit-page.tsx')).EditPage) },
  { path: '/new', component: later(async () => (await import('./editing/new-page.tsx')).NewPage) },
  { path: '/drops', component: later(async () => (await import('./drops/drops-page.tsx')).DropsPage) },
  { path: '/market', component: later(async () => (await import('./market/market-page.tsx')).MarketPage) },
  { path: '/changes', component: later(async () => (await import('./changes/changes-page.tsx')).ChangesPage) },
];

/** Begins to load what an address shows, before it can be drawn. */
export function beginPage(address: string): void {
  const page = pages.find(({ path }) => matchRoute(parse, path, address)[0]);
  if (page && 'begin' in page.component) page.component.begin();
}
