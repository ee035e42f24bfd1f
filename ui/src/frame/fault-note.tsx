import { Trans } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';

/** Where the page itself has a fault. */
export function FaultNote() {
  return (
    <div role="alert">
      <h1>
        <Trans>This page failed</Trans>
      </h1>
      <p>
        <Trans>Nothing was lost in the service.</Trans>
      </p>
      <Button onClick={() => window.location.reload()}>
        <Trans>Load it again</Trans>
      </Button>
    </div>
  );
}

/** Where a part of the page did not come, such as while there is no network. */
export function MissingNote({ retry }: { retry: () => void }) {
  return (
    <div role="alert">
      <h1>
        <Trans>This page could not be loaded</Trans>
      </h1>
      <p>{navigator.onLine ? <Trans>The service does not answer.</Trans> : <Trans>You are offline.</Trans>}</p>
      <Button onClick={retry}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}
