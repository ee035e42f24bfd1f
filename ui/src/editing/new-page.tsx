import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useLocation } from 'wouter';
import { focusMain } from '../parts/focus-main.ts';
import { useTitle } from '../parts/use-title.ts';
import { DraftNotes } from './draft-note.tsx';
import type { Draft, DraftPlace } from './drafts.ts';
import { inputOf, noFields } from './fields.ts';
import { KeptNote } from './kept-note.tsx';
import styles from './listing-form.module.css';
import { ListingForm } from './listing-form.tsx';
import { focusSentNote, SentNote } from './sent-note.tsx';
import { useCreation } from './use-creation.ts';
import { useFailure } from './use-failure.ts';
import { useIsForgotten } from './use-is-forgotten.ts';
import { useListingForm } from './use-listing-form.ts';
import { useRestored } from './use-restored.ts';

export function NewPage() {
  const { t } = useLingui();
  useTitle(t`New listing`);
  const restored = useRestored('new');
  const { place, draft, round } = restored;
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
      <DraftNotes {...restored} />
      <NewForm key={round} place={place} draft={draft} />
    </>
  );
}

function NewForm({ place, draft }: { place: DraftPlace; draft: Draft | undefined }) {
  const [, navigate] = useLocation();
  const form = useListingForm(noFields, draft);
  const creation = useCreation({ place, form, openBefore: draft?.sent, created: navigate });
  const { sent, isSending, error, outlives } = creation;
  const isForgotten = useIsForgotten(sent);
  const isNoted = sent && !isSending && (error === null || isForgotten);
  const send = () => {
    const fields = form.check();
    if (!fields) return;
    if (isForgotten) focusSentNote();
    else creation.create(inputOf(fields));
  };
  const forget = () => {
    focusMain(); // what was pressed goes
    creation.forget();
  };
  return (
    <>
      {isNoted && <SentNote sent={sent} onForget={forget} />}
      <ListingForm
        form={form}
        send={<Trans>Create listing</Trans>}
        isSending={isSending}
        failure={useFailure(error)}
        onSend={send}
      >
        <Link href="/" className="target">
          <Trans>Back to all listings</Trans>
        </Link>
        {form.isChanged && <KeptNote outlives={outlives} />}
      </ListingForm>
    </>
  );
}
