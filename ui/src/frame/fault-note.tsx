import { Trans } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';

/** Also where a part of the page could not be loaded, such as after an upgrade of the service. */
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
