import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { RouteFault } from './frame/route-fault.tsx';
import { ListingsPage } from './listings/listings-page.tsx';

// The first page comes with the script; the others are loaded when they are gone to.
const ListingPage = lazy(async () => ({ default: (await import('./listing/listing-page.tsx')).ListingPage }));

/** Every address of the page; README.md has the list of what each shows. */
export function App() {
  return (
    <Frame>
      <RouteFault>
        <Suspense>
          <Switch>
            <Route path="/" component={ListingsPage} />
            <Route path="/:listingId/prices" component={ListingPage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </RouteFault>
    </Frame>
  );
}
