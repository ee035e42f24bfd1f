import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';

/** Copies the address of what is looked at. */
export function CopyLink() {
  const [isCopied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null; // where the page does not come by TLS
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 4_000);
  };
  return (
    <Button onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? <Trans>Link copied</Trans> : <Trans>Copy link</Trans>}</span>
    </Button>
  );
}
