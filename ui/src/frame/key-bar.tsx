import { Trans } from '@lingui/react/macro';
import { useSyncExternalStore } from 'react';
import { credential } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { KeyPrompt } from './key-prompt.tsx';

/** Asks for a key when one is needed, and lets the reader forget it, or give one after all. */
export function KeyBar() {
  const { key, asked, isDeclined } = useSyncExternalStore(credential.subscribe, credential.state);
  return (
    <>
      {key !== undefined && (
        <Button look="link" onClick={() => credential.forget()}>
          <Trans>Forget my key</Trans>
        </Button>
      )}
      {key === undefined && isDeclined && (
        <Button look="link" onClick={() => void credential.ask(undefined)}>
          <Trans>Enter a key</Trans>
        </Button>
      )}
      {asked && <KeyPrompt asked={asked} />}
    </>
  );
}
