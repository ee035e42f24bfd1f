import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { CopyByHand } from './copy-by-hand.tsx';

/** Copies the address of what is looked at. Where the browser does not let the page, the reader is shown it. */
export function CopyLink() {
  const [isCopied, setCopied] = useState(false);
  const [refused, setRefused] = useState<string>();
  const copy = async () => {
    const { href } = window.location;
    try {
      await navigator.clipboard.writeText(href); // none where the page does not come by TLS
    } catch {
      return setRefused(href);
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 4_000);
  };
  return (
    <>
      <Button onClick={() => void copy()}>
        <span aria-live="polite">{isCopied ? <Trans>Link copied</Trans> : <Trans>Copy link</Trans>}</span>
      </Button>
      {refused !== undefined && <CopyByHand link={refused} onClose={() => setRefused(undefined)} />}
    </>
  );
}
