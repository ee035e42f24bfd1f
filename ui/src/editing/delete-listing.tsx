import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { Button } from '../parts/button.tsx';
import { Dialog, DialogButtons } from '../parts/dialog.tsx';
import { useTell } from '../parts/notice.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { isOutdated } from './is-outdated.ts';
import { draftsOf } from './use-draft.ts';
import { usePriceCount, useRemoveListing } from './use-remove-listing.ts';
import { useSeen } from './use-seen.ts';
import { useSettle } from './use-settle.ts';
import { useWriteReason } from './use-write-reason.ts';

type Props = {
  read: VersionedListing;
  className?: string | undefined;
  /** Where it is not what was read any more: then it is not deleted. */
  onOutdated: () => void;
};

/** Deletes a listing once the reader has seen what goes with it: it cannot be undone. */
export function DeleteListing({ read, className, onOutdated }: Props) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button look="danger" className={className} onClick={() => setAsked(true)}>
        <Trans>Delete listing …</Trans>
      </Button>
      {isAsked && <DeleteDialog read={read} onClose={() => setAsked(false)} onOutdated={onOutdated} />}
    </>
  );
}

type DialogProps = Pick<Props, 'read' | 'onOutdated'> & { onClose: () => void };

function DeleteDialog({ read: now, onClose, onOutdated }: DialogProps) {
  const reasonOf = useWriteReason();
  const [read] = useSeen(now);
  const { send, isPending, error } = useDeletion({ read, onClose, onOutdated });
  const { id, name } = read.listing;
  /** What is sent already can be kept no more. */
  const keep = () => {
    if (!isPending) onClose();
  };
  return (
    <Dialog title={<Trans>Delete “{name}”?</Trans>} onClose={keep}>
      <WhatGoes id={String(id)} />
      <div role="alert">{error && <p>{reasonOf(error)}</p>}</div>
      <DialogButtons>
        <Button onClick={keep} aria-disabled={isPending} autoFocus>
          <Trans>Keep it</Trans>
        </Button>
        <Button look="danger" aria-disabled={isPending} onClick={send}>
          {isPending ? <Trans>Deleting …</Trans> : <Trans>Delete listing and history</Trans>}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

/** Deletes it once, then goes to the list and tells so there. */
function useDeletion({ read, onClose, onOutdated }: DialogProps) {
  const { t } = useLingui();
  const tell = useTell();
  const [, navigate] = useLocation();
  const { removed } = useSettle();
  const { id, name } = read.listing;
  const { mutate, isPending, error } = useRemoveListing(String(id));
  const done = () => {
    draftsOf(String(id)).drop();
    onClose();
    navigate('/');
    tell({ text: t`“${name}” and its price history are deleted.` });
    setTimeout(() => removed(String(id))); // once its page is gone: it would read it again
  };
  const failed = (failure: Error) => {
    if (!isOutdated(failure)) return;
    onClose();
    if (failure.status === 412) {
      tell({ text: t`Somebody else has just changed this listing: nothing was deleted. Look at it first.` });
    }
    onOutdated();
  };
  const send = () => {
    if (!isPending) mutate(read, { onSuccess: done, onError: failed });
  };
  return { send, isPending, error };
}

/** Reads how much it is, and says the rest meanwhile. */
function WhatGoes({ id }: { id: string }): ReactNode {
  const numbers = useNumbers();
  const { data } = usePriceCount(id);
  if (!data) return <Trans>The listing and its whole price history go, for everybody. This cannot be undone.</Trans>;
  const count = numbers.count(data.count);
  if (data.isMore) {
    return (
      <Trans>The listing and its history of more than {count} prices go, for everybody. This cannot be undone.</Trans>
    );
  }
  return (
    <Plural
      value={data.count}
      one="The listing and its one price go, for everybody. This cannot be undone."
      other={`The listing and its history of ${count} prices go, for everybody. This cannot be undone.`}
    />
  );
}
