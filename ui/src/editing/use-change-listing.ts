import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { useTell } from '../parts/notice.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { reasonOfUndo } from '../words/use-reason.ts';
import { changedOf, fieldsOf, patchOf } from './fields.ts';
import { type PatchLine, usePatch } from './use-patch.ts';
import { useSendStatement } from './use-send-statement.ts';
import { useUndo } from './use-undo.ts';

/** Changes a listing, then tells so, with a way to undo it. */
export function useChangeListing(id: string, line?: PatchLine) {
  const patch = usePatch(id, line);
  const tellChange = useTellChange(id);
  return useMutation({
    networkMode: 'always',
    mutationFn: patch,
    onSuccess: ({ input, made }) => tellChange(input.before, made),
  });
}

function useTellChange(id: string) {
  const { t } = useLingui();
  const tell = useTell();
  const patch = usePatch(id);
  const { state: takeBack } = useSendStatement();
  const undo = useUndo();
  const wordsOf = useChangeWords();
  const putBack = async (before: VersionedListing, after: VersionedListing) => {
    const { latest_price_eur: price, ...others } = patchOf(fieldsOf(after.listing), fieldsOf(before.listing));
    const isPriceOnly = Object.keys(others).length === 0;
    const { etag } = isPriceOnly ? after : (await patch({ before: after, patch: others })).made;
    if (price !== undefined) await takeBack({ id, etag, at: after.listing.updated_date, ...voided });
  };
  return (before: VersionedListing, after: VersionedListing) =>
    tell({
      text: wordsOf(before, after),
      undo: () => void undo(() => putBack(before, after), t`Undone: the listing says again what it said before.`),
    });
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
