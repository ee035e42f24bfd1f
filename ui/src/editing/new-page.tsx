import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useLocation } from 'wouter';
import { useTell } from '../parts/notice.tsx';
import { useTitle } from '../parts/use-title.ts';
import { DraftNote } from './draft-note.tsx';
import type { Draft, DraftPlace } from './drafts.ts';
import { inputOf, noFields } from './fields.ts';
import { isAllAtFields } from './form-state.ts';
import styles from './listing-form.module.css';
import { ListingForm } from './listing-form.tsx';
import { useCreateListing } from './use-create-listing.ts';
import { useKeptDraft } from './use-draft.ts';
import { useFailure } from './use-failure.ts';
import { useListingForm } from './use-listing-form.ts';
import { useRestored } from './use-restored.ts';

export function NewPage() {
  const { t } = useLingui();
  useTitle(t`New listing`);
  const { place, draft, round, discard } = useRestored('new');
  return (
    <>
      <div className={styles.head}>
        <h1>
          <Trans>New listing</Trans>
        </h1>
        <p className={styles.lead}>
          <Trans>Its price history begins with the price that you give it now.</Trans>
        </p>
      </div>
      {draft && <DraftNote keptAt={draft.keptAt} onDiscard={discard} />}
      <NewForm key={round} place={place} draft={draft} />
    </>
  );
}

function NewForm({ place, draft }: { place: DraftPlace; draft: Draft | undefined }) {
  const { t } = useLingui();
  const tell = useTell();
  const [, navigate] = useLocation();
  const form = useListingForm(noFields, draft);
  const create = useCreateListing();
  useKeptDraft(place, form);
  const send = () => {
    const fields = form.check();
    if (!fields) return;
    create.mutate(inputOf(fields), {
      onSuccess: ({ listing: { id, name } }) => {
        place.drop();
        navigate(`/${id}/prices`);
        tell({ text: t`“${name}” is created.` });
      },
      onError: form.refuse,
    });
  };
  return (
    <ListingForm
      form={form}
      send={<Trans>Create listing</Trans>}
      isSending={create.isPending}
      failure={useFailure(create.error, isAllAtFields)}
      onSend={send}
    >
      <Link href="/">
        <Trans>Back to all listings</Trans>
      </Link>
      {form.isChanged && (
        <span className={styles.saved}>
          <Trans>What you type is kept in this browser.</Trans>
        </span>
      )}
    </ListingForm>
  );
}
