import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, clock } from '../api/client.ts';
import type { ListingInput } from '../api/types.ts';
import { type VersionedListing, versioned } from '../api/versioned-listing.ts';
import { writeUnder } from '../api/write.ts';
import { useTell } from '../parts/notice.tsx';
import type { DraftPlace } from './drafts.ts';
import { changedOf, fieldsOf } from './fields.ts';
import { type Sent, sendOnce } from './send-once.ts';
import { fieldsFrom } from './typed.ts';
import { draftsOf, useKeptDraft } from './use-draft.ts';
import type { ListingForm } from './use-listing-form.ts';
import { useSettle } from './use-settle.ts';

/**
 * Creates a listing, once, also where the page is loaded again in between, or the form is changed: then what was made is told,
 * and what was changed since is work on it.
 * @param begun what of it was sent before @returns a mutation that answers with the address to go on at
 */
export function useCreation(place: DraftPlace, form: ListingForm, begun: Sent<ListingInput> | undefined) {
  const { written } = useSettle();
  const [sent, setSent] = useState(begun);
  const latest = useRef(begun);
  const { keep, outlives } = useKeptDraft(place, form, { sent });
  const goOn = useGoOn(form);
  const note = (open: Sent<ListingInput> | undefined) => {
    latest.current = open;
    keep({ sent: open });
    setSent(open);
  };
  const create = useMutation({
    networkMode: 'always',
    mutationFn: async (input: ListingInput) => {
      const { made } = await sendOnce(input, { sent, note, send, now: clock.now });
      written(String(made.listing.id), made);
      if (place.read()?.sent?.key === latest.current?.key) place.drop(); // else it is other work by now
      return goOn(made);
    },
  });
  return { ...create, sent, outlives, forget: () => note(undefined) };
}

async function send(body: ListingInput, key: string): Promise<VersionedListing> {
  const answer = await writeUnder(key, (quoted) =>
    api.POST('/listings', { params: { header: { 'idempotency-key': quoted } }, body }),
  );
  return versioned(answer);
}

/** What was typed since it was sent is work on what was made. */
function useGoOn(form: ListingForm) {
  const { t } = useLingui();
  const tell = useTell();
  const latest = useRef(form);
  latest.current = form;
  return (made: VersionedListing): string => {
    const { typed, start, locale } = latest.current;
    const { id, name } = made.listing;
    if (changedOf(fieldsOf(made.listing), fieldsFrom(typed, start, locale)).length === 0) {
      tell({ text: t`“${name}” is created.` });
      return `/${id}/prices`;
    }
    draftsOf(String(id)).replace({ typed, locale, base: made, keptAt: clock.now() });
    tell({ text: t`“${name}” is created. What you changed since you sent it is not saved yet.` });
    return `/${id}/edit`;
  };
}
