import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { useTell } from '../parts/notice.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { changedOf, fieldsOf, patchOf } from './fields.ts';
import { type ListingChange, usePatch } from './use-patch.ts';
import { reasonOfUndo, useSendStatement } from './use-send-statement.ts';
import { useWriteReason } from './use-write-reason.ts';

/** Changes a listing, then tells so, with a way to undo it. */
export function useChangeListing(id: string) {
  const patch = usePatch(id);
  const tellChange = useTellChange(id);
  return useMutation({
    networkMode: 'always',
    mutationFn: patch,
    onSuccess: (after: VersionedListing, { before }: ListingChange) => tellChange(before, after),
  });
}

function useTellChange(id: string) {
  const { t } = useLingui();
  const tell = useTell();
  const patch = usePatch(id);
  const takeBack = useSendStatement(id);
  const reasonOf = useWriteReason();
  const wordsOf = useChangeWords();
  const undo = async (before: VersionedListing, after: VersionedListing) => {
    try {
      if (isPriceAlone(before, after)) await takeBack({ at: after.listing.updated_date, ...voided }, after.etag);
      else await patch({ before: after, patch: patchOf(fieldsOf(after.listing), fieldsOf(before.listing)) });
      tell({ text: t`Undone: the listing says again what it said before.` });
    } catch (error) {
      tell({ text: whyNot(error) });
    }
  };
  const whyNot = (error: unknown) =>
    error instanceof ApiProblem && error.status === 412
      ? t`Somebody has changed this listing since then: nothing was undone.`
      : reasonOf(error);
  return (before: VersionedListing, after: VersionedListing) =>
    tell({ text: wordsOf(before, after), undo: () => void undo(before, after) });
}

function useChangeWords() {
  const { t } = useLingui();
  const numbers = useNumbers();
  return (before: VersionedListing, after: VersionedListing) => {
    const [name, price] = [after.listing.name, numbers.euros(after.listing.latest_price_eur)];
    return isPriceAlone(before, after) ? t`Price changed to ${price}.` : t`“${name}” is saved.`;
  };
}

/** A price that was typed by mistake was never asked: it is voided, not changed once more. */
const voided = { price_eur: null, reason: reasonOfUndo };

function isPriceAlone(before: VersionedListing, after: VersionedListing): boolean {
  const changed = changedOf(fieldsOf(before.listing), fieldsOf(after.listing));
  return changed.length === 1 && changed[0] === '/latest_price_eur';
}
