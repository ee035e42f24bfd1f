import { Trans } from '@lingui/react/macro';
import { Dialog } from '../parts/dialog.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './price-fields.module.css';
import { PriceField, PriceFormEnd, ReasonField } from './price-fields.tsx';
import type { StatedPrice } from './stated-price.ts';
import { useCorrection } from './use-correction.ts';
import { WhatIsRight } from './what-is-right.tsx';

/** A price as the reader has found it. */
export type PriceToCorrect = {
  /** The instant that it holds from (RFC 3339). */
  at: string;
  /** That instant in words. */
  day: string;
  eur: number;
  /** Whether no price was known before it. */
  isFirst: boolean;
};

type Props = {
  id: string;
  etag: string;
  price: PriceToCorrect;
  /** What is stated for its instant by now; undefined: nothing any more. */
  now: StatedPrice | undefined;
  /** What it stands between, see `pricesBeside`. */
  beside: readonly number[];
  onClose: () => void;
};

/** It was another price, or none. */
export function CorrectionDialog({ id, etag, price: { at, day, eur, isFirst }, now: stated, beside, onClose }: Props) {
  const now = stated?.price_eur ?? null;
  const numbers = useNumbers();
  const correction = useCorrection({
    id,
    etag,
    at,
    day,
    found: eur,
    now,
    reason: stated?.reason,
    beside,
    onDone: onClose,
  });
  const { form, isVoid, setVoid, send, isSending, error, isTheirs } = correction;
  const euros = numbers.euros(eur);
  return (
    <Dialog title={<Trans>Correct the price since {day}</Trans>} onClose={onClose}>
      <form onSubmit={send} noValidate>
        <p className={styles.lead}>
          <Trans>
            Now {euros}. Nothing is overwritten: that stays in the history, struck out, and can be restored.
          </Trans>
        </p>
        <div role="alert">{isTheirs && <ChangedMeanwhile now={now} />}</div>
        <WhatIsRight isFirst={isFirst} isVoid={isVoid} onChange={setVoid} />
        <div className={styles.fields}>
          {!isVoid && <PriceField form={form} label={<Trans>Right price, €</Trans>} />}
          <ReasonField form={form} />
        </div>
        <PriceFormEnd
          send={isVoid ? <Trans>Void price</Trans> : <Trans>Correct price</Trans>}
          isSending={isSending}
          error={error}
          doubt={isVoid ? undefined : form.doubt}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Somebody else was first: what is typed stays, and can be stated all the same. */
function ChangedMeanwhile({ now }: { now: number | null }) {
  const numbers = useNumbers();
  if (now === null) {
    return (
      <p className={styles.meanwhile}>
        <Trans>Somebody else has voided this price meanwhile. What you typed is still here.</Trans>
      </p>
    );
  }
  const euros = numbers.euros(now);
  return (
    <p className={styles.meanwhile}>
      <Trans>Somebody else has corrected this price meanwhile: it is {euros} now. What you typed is still here.</Trans>
    </p>
  );
}
