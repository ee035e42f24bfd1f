import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { useTell } from '../parts/notice.tsx';
import { reasonBy } from '../words/own-reason.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { changedOf, fieldsOf, patchOf } from './fields.ts';
import { inSteps, type Step } from './in-steps.ts';
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
  const stepsBack = (before: VersionedListing, after: VersionedListing): Step[] => {
    const { latest_price_eur: price, ...others } = patchOf(fieldsOf(after.listing), fieldsOf(before.listing));
    const putBack: Step = async (etag) => (await patch({ before: { ...after, etag }, patch: others })).made.etag;
    const at = after.listing.updated_date;
    const voidPrice: Step = async (etag) => (await takeBack({ id, etag, at, ...voided })).made;
    return [...(Object.keys(others).length > 0 ? [putBack] : []), ...(price === undefined ? [] : [voidPrice])];
  };
  const undoOf = (before: VersionedListing, after: VersionedListing) => {
    const { go, isBegun } = inSteps(after.etag, stepsBack(before, after));
    const halfway = () => (isBegun() ? t`All but the price is undone.` : undefined);
    return () => void undo({ work: go, undone: t`Undone: the listing says again what it said before.`, halfway });
  };
  return (before: VersionedListing, after: VersionedListing) =>
    tell({ text: wordsOf(before, after), undo: undoOf(before, after) });
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
const voided = { price_eur: null, reason: reasonBy('undo') };

function isPriceAlone(before: VersionedListing, after: VersionedListing): boolean {
  const changed = changedOf(fieldsOf(before.listing), fieldsOf(after.listing));
  return changed.length === 1 && changed[0] === '/latest_price_eur';
}
