import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { clock } from '../api/client.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { FaultWords } from './fault-words.tsx';
import { focusControl, isPartlyTyped } from './focus-control.ts';
import { firstMinute, localMinute, type PastFault, readPastInstant } from './past-instant.ts';
import styles from './price-fields.module.css';
import { PriceField, PriceFormEnd, ReasonField } from './price-fields.tsx';
import { usePriceForm } from './use-price-form.ts';
import { useStatePrice } from './use-state-price.ts';

type Props = {
  id: string;
  etag: string;
  /** The instants that a price is known from, in UTC milliseconds: those are corrected instead. */
  known: readonly number[];
  onClose: () => void;
};

/** A price of the past that nobody stated yet. */
export function StatePriceDialog({ id, etag, known, onClose }: Props) {
  const form = usePriceForm();
  const [since, setSince] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPartial, setPartial] = useState(false);
  const state = useStatePrice({ id, etag, before: null, onDone: onClose });
  const mine = state.mine.map(({ at }) => Date.parse(at));
  const theirs = known.filter((at) => !mine.includes(at));
  const instant = readPastInstant(since, clock.now(), theirs);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    setPartial(isPartlyTyped(event.currentTarget, 'since'));
    form.ask();
    const [wrong] = 'fault' in instant ? ['since'] : form.wrong;
    if (wrong) focusControl(event.currentTarget, wrong);
    const { priceEur } = form;
    if (wrong || priceEur === undefined || 'fault' in instant || state.isPending) return;
    state.send({ at: instant.at, price_eur: priceEur, reason: form.given });
  };
  const fault = 'fault' in instant && (isAsked || !isBeingTyped(instant.fault)) ? instant.fault : undefined;
  return (
    <Dialog title={<Trans>Add a past price</Trans>} onClose={onClose}>
      <form onSubmit={send} noValidate>
        <p className={styles.lead}>
          <Trans>A price that was asked from a moment on, until the next one that is known. What is known stays.</Trans>
        </p>
        <div className={styles.fields}>
          <SinceField since={since} onChange={setSince} fault={fault === 'missing' && isPartial ? 'partial' : fault} />
          <PriceField form={form} label={<Trans>Price, €</Trans>} />
          <ReasonField form={form} />
        </div>
        <PriceFormEnd
          send={<Trans>Add price</Trans>}
          isSending={state.isPending}
          error={state.error}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** What is not whole yet is told when it is to be sent. */
function isBeingTyped(fault: PastFault): boolean {
  return fault === 'missing' || fault === 'too-early';
}

type SinceProps = { since: string; onChange: (since: string) => void; fault: PastFault | 'partial' | undefined };

function SinceField({ since, onChange, fault }: SinceProps) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const words = {
    missing: <FaultWords fault={{ kind: 'missing' }} />,
    partial: <Trans>Write the day and the time.</Trans>,
    'too-early': <Trans>Choose a year from 1900 on.</Trans>,
    'in-the-future': <Trans>Choose a time that has been.</Trans>,
    known: <Trans>A price is known from this minute on: correct that one.</Trans>,
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
