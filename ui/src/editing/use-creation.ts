import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { ListingInput } from '../api/types.ts';
import { type VersionedListing, versioned } from '../api/versioned-listing.ts';
import { writeUnder } from '../api/write.ts';
import { useTell } from '../parts/notice.tsx';
import type { Draft, DraftPlace } from './drafts.ts';
import { changedOf, fieldsOf, noFields } from './fields.ts';
import type { Sent } from './send-once.ts';
import { fieldsFrom, typedOf } from './typed.ts';
import { draftsOf, useKeptDraft } from './use-draft.ts';
import { creationKey, useEarlierCreation } from './use-earlier-creation.ts';
import type { ListingForm } from './use-listing-form.ts';
import { useSendOnce } from './use-send-once.ts';
import { useSettle } from './use-settle.ts';

type Props = {
  place: DraftPlace;
  form: ListingForm;
  /** What of it was sent before. */
  openBefore: Sent<ListingInput> | undefined;
  /** Told the address to go on at. */
  created: (address: string) => void;
};

/**
 * Creates a listing, once, also where the page is loaded again in between, the form is left, or changed: then what was made is
 * told, and what was changed since is work on it.
 */
export function useCreation({ place, form, openBefore, created }: Props) {
  const { written } = useSettle();
  const noted = (open: Sent<ListingInput> | undefined, before?: Sent<ListingInput>) => {
    keep({ sent: open });
    const draft = place.read(); // the form may be left by now
    if (draft?.sent && draft.sent.key === before?.key) place.keep({ ...draft, sent: open });
  };
  const { sent, once, forget } = useSendOnce(send, { openBefore, noted });
  const { keep, outlives } = useKeptDraft(place, form, { sent });
  const goOn = useGoOn();
  const creation = useMutation({
    mutationKey: creationKey,
    networkMode: 'always',
    mutationFn: async (input: ListingInput) => {
      const { made, key } = await once(input);
      written(String(made.listing.id), made);
      const draft = place.read();
      if (draft?.sent?.key !== key) return goOn(made, undefined); // it is other work by now
      place.drop();
      return goOn(made, draft);
    },
  });
  const failed = (error: Error) => {
    if (!place.read()?.sent) forget();
    form.refuse(error);
  };
  const earlier = useEarlierCreation(openBefore !== undefined, { created, failed });
  return {
    ...{ sent, outlives, forget },
    create: (input: ListingInput) => creation.mutate(input, { onSuccess: created, onError: form.refuse }),
    isSending: creation.isPending || earlier.isUnderWay,
    error: creation.isIdle ? earlier.error : creation.error,
  };
}

async function send(body: ListingInput, key: string): Promise<VersionedListing> {
  const answer = await writeUnder(key, (quoted) =>
    api.POST('/listings', { params: { header: { 'idempotency-key': quoted } }, body }),
  );
  return versioned(answer);
}

/** What was typed since it was sent is work on what was made. */
function useGoOn() {
  const { t } = useLingui();
  const tell = useTell();
  return (made: VersionedListing, draft: Draft | undefined): string => {
    const { id, name } = made.listing;
    if (!draft || !isChangedSince(made, draft)) {
      tell({ text: t`“${name}” is created.` });
      return `/${id}/prices`;
    }
    const { typed, locale, keptAt } = draft;
    draftsOf(String(id)).replace({ typed, locale, base: made, keptAt });
    tell({ text: t`“${name}” is created. What you changed since you sent it is not saved yet.` });
    return `/${id}/edit`;
  };
}

function isChangedSince({ listing }: VersionedListing, { typed, locale }: Draft): boolean {
  const start = { fields: noFields, typed: typedOf(noFields, locale) };
  return changedOf(fieldsOf(listing), fieldsFrom(typed, start, locale)).length > 0;
}
