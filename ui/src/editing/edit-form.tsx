import { Trans } from '@lingui/react/macro';
import { Conflict } from './conflict.tsx';
import { DeleteListing } from './delete-listing.tsx';
import { KeptNote } from './kept-note.tsx';
import styles from './listing-form.module.css';
import { ListingForm } from './listing-form.tsx';
import { MeanwhileNote } from './meanwhile-note.tsx';
import { type EditProps, useEdit } from './use-edit.ts';
import { useFailure } from './use-failure.ts';

/** Changes a listing. Where somebody else did meanwhile, the reader brings both together. */
export function EditForm(props: EditProps) {
  const { form, base, conflict, meanwhile, outlives, send, lookAgain, error, isSending } = useEdit(props);
  const failure = useFailure(error);
  if (conflict) return <Conflict form={form} {...conflict} />;
  return (
    <div className={styles.beside}>
      <ListingForm form={form} send={<Trans>Save changes</Trans>} isSending={isSending} failure={failure} onSend={send}>
        {form.isChanged && <KeptNote outlives={outlives} />}
        <DeleteListing read={base} className={styles.last} onOutdated={lookAgain} />
      </ListingForm>
      <MeanwhileNote meanwhile={meanwhile} />
    </div>
  );
}
