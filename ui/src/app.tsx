import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Frame } from './frame/frame.tsx';
import { later } from './frame/later.tsx';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { RouteFault } from './frame/route-fault.tsx';
import { ListingsPage } from './listings/listings-page.tsx';
import { Notices } from './parts/notice.tsx';

// The first page comes with the script; the others are loaded when they are gone to.
const ChangesPage = later(async () => (await import('./changes/changes-page.tsx')).ChangesPage);
const DropsPage = later(async () => (await import('./drops/drops-page.tsx')).DropsPage);
const EditPage = later(async () => (await import('./editing/edit-page.tsx')).EditPage);
const ListingPage = later(async () => (await import('./listing/listing-page.tsx')).ListingPage);
const MarketPage = later(async () => (await import('./market/market-page.tsx')).MarketPage);
const NewPage = later(async () => (await import('./editing/new-page.tsx')).NewPage);

/** Every address of the page; README.md has the list of what each shows. */
export function App() {
  const [path] = useLocation();
  return (
    <Notices>
      <Frame>
        <RouteFault key={path}>
          <Suspense>
            <Switch>
              <Route path="/" component={ListingsPage} />
              <Route path="/:listingId/prices" component={ListingPage} />
              <Route path="/:listingId/edit" component={EditPage} />
              <Route path="/new" component={NewPage} />
              <Route path="/drops" component={DropsPage} />
              <Route path="/market" component={MarketPage} />
              <Route path="/changes" component={ChangesPage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </RouteFault>
      </Frame>
    </Notices>
  );
}
