import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog, DialogButtons } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';

/** A link that the page may not copy, selected for the reader to do so. */
export function CopyByHand({ link, onClose }: { link: string; onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <Dialog title={<Trans>The link was not copied</Trans>} onClose={onClose}>
      <Field
        label={<Trans>Link</Trans>}
        hint={<Trans>Your browser did not allow it. The link is selected: copy it yourself.</Trans>}
      >
        {(given) => (
          <input {...given} ref={input} type="url" readOnly value={link} onFocus={(event) => event.target.select()} />
        )}
      </Field>
      <DialogButtons>
        <Button onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
