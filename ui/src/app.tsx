import { Route, Switch, useLocation } from 'wouter';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { RouteFault } from './frame/route-fault.tsx';
import { pages } from './pages.ts';
import { Notices } from './parts/notice.tsx';

/** The page of the address that one is at, with the frame around it. */
export function App() {
  const [path] = useLocation();
  return (
    <Notices>
      <Frame>
        <RouteFault key={path}>
          <Switch>
            {pages.map((page) => (
              <Route key={page.path} {...page} />
            ))}
            <Route component={NotFoundPage} />
          </Switch>
        </RouteFault>
      </Frame>
    </Notices>
  );
}
