import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { DialogButtons } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { DoubtNote } from './doubt-note.tsx';
import { FaultWords } from './fault-words.tsx';
import styles from './price-fields.module.css';
import type { Doubt } from './use-doubt.ts';
import type { PriceForm } from './use-price-form.ts';
import { useStatementReason } from './use-statement-reason.ts';

export function PriceField({ form, label }: { form: PriceForm; label: ReactNode }) {
  const { price: fault } = form.shown;
  return (
    <Field label={label} error={fault && <FaultWords fault={fault} />} className={styles.field}>
      {(given) => (
        <input
          {...given}
          name="price"
          inputMode="decimal"
          autoComplete="off"
          required
          value={form.price}
          onChange={(event) => form.setPrice(event.target.value)}
          onBlur={form.leavePrice}
        />
      )}
    </Field>
  );
}

export function ReasonField({ form }: { form: PriceForm }) {
  const { reason: fault } = form.shown;
  return (
    <Field
      label={<Trans>Reason (optional)</Trans>}
      hint={fault ? undefined : <Trans>Stands in the history, for everybody.</Trans>}
      error={fault && <FaultWords fault={fault} />}
      className={styles.field}
    >
      {(given) => (
        <input
          {...given}
          name="reason"
          autoComplete="off"
          value={form.reason}
          onChange={(event) => form.setReason(event.target.value)}
        />
      )}
    </Field>
  );
}

type EndProps = {
  send: ReactNode;
  isSending: boolean;
  error: Error | null;
  doubt: Doubt | undefined;
  onClose: () => void;
};

/** What failed or is asked back about, and the buttons. */
export function PriceFormEnd({ send, isSending, error, doubt, onClose }: EndProps) {
  const reasonOf = useStatementReason();
  return (
    <>
      <div role="alert" className={styles.failure}>
        {error && <p>{reasonOf(error)}</p>}
        {doubt && !error && !isSending && <DoubtNote doubt={doubt} is="beside" />}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" look="main" aria-disabled={isSending}>
          {isSending ? <Trans>Sending …</Trans> : send}
        </Button>
      </DialogButtons>
    </>
  );
}
