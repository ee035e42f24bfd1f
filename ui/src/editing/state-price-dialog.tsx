import { Trans } from '@lingui/react/macro';
import { clock } from '../api/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { FaultWords } from './fault-words.tsx';
import { firstMinute, localMinute, type PastFault } from './past-instant.ts';
import styles from './price-fields.module.css';
import { PriceField, PriceFormEnd, ReasonField } from './price-fields.tsx';
import type { StatedPrice } from './stated-price.ts';
import { usePastPrice } from './use-past-price.ts';

type Props = {
  id: string;
  etag: string;
  /** Those of the history, oldest first: they are corrected instead. */
  prices: readonly StatedPrice[];
  onClose: () => void;
};

/** A price of the past that nobody stated yet. */
export function StatePriceDialog({ onClose, ...given }: Props) {
  const { form, since, setSince, fault, send, isSending, error } = usePastPrice({ ...given, onDone: onClose });
  return (
    <Dialog title={<Trans>Add a past price</Trans>} onClose={onClose}>
      <form onSubmit={send} noValidate>
        <p className={styles.lead}>
          <Trans>A price that was asked from a moment on, until the next one in the history. The others stay.</Trans>
        </p>
        <div className={styles.fields}>
          <SinceField since={since} onChange={setSince} fault={fault} />
          <PriceField form={form} label={<Trans>Price, €</Trans>} />
          <ReasonField form={form} />
        </div>
        <PriceFormEnd
          send={<Trans>Add price</Trans>}
          isSending={isSending}
          error={error}
          doubt={form.doubt}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

type SinceProps = { since: string; onChange: (since: string) => void; fault: PastFault | 'partial' | undefined };

function SinceField({ since, onChange, fault }: SinceProps) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const words = {
    missing: <FaultWords fault={{ kind: 'missing' }} />,
    partial: <Trans>Write the day and the time.</Trans>,
    'too-early': <Trans>Choose a year from 1900 on.</Trans>,
    'in-the-future': <Trans>Choose a time that has been.</Trans>,
    taken: <Trans>There is a price from this minute on: correct that one.</Trans>,
  };
  return (
    <Field
      label={<Trans>Since</Trans>}
      hint={fault ? undefined : <Trans>Your time ({timeZone})</Trans>}
      error={fault && words[fault]}
      className={styles.field}
    >
      {(given) => (
        <input
          {...given}
          name="since"
          type="datetime-local"
          required
          min={firstMinute}
          max={localMinute(clock.now())}
          value={since}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
