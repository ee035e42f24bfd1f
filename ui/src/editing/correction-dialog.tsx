import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { focusControl } from './focus-control.ts';
import styles from './price-fields.module.css';
import { PriceField, PriceFormEnd, ReasonField } from './price-fields.tsx';
import { usePriceForm } from './use-price-form.ts';
import { type StatedPrice, useStatePrice } from './use-state-price.ts';

type Props = {
  id: string;
  etag: string;
  /** As the reader has found it. */
  price: StatedPrice;
  /** What is stated for its instant by now; undefined: nothing any more. */
  now: StatedPrice | undefined;
  onClose: () => void;
};

/** It was another price, or none. */
export function CorrectionDialog({
  id,
  etag,
  price: { effective_at: at, price_eur: found, change_eur },
  now,
  onClose,
}: Props) {
  const numbers = useNumbers();
  const form = usePriceForm();
  const [isVoid, setVoid] = useState(false);
  const state = useStatePrice({ id, etag, before: now?.price_eur ?? null, onDone: onClose });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.ask();
    const price_eur = isVoid ? null : form.priceEur;
    const wrong = form.wrong.find((name) => name === 'reason' || !isVoid);
    if (wrong) focusControl(event.currentTarget, wrong);
    if (wrong || price_eur === undefined || state.isPending) return;
    state.send({ at, price_eur, reason: form.given });
  };
  const [day, euros] = [numbers.day(at), numbers.euros(found)];
  const isMine = state.mine.some(({ price_eur }) => price_eur === (now?.price_eur ?? null));
  const isTheirs = now?.price_eur !== found && !isMine && !state.isPending;
  return (
    <Dialog title={<Trans>Correct the price since {day}</Trans>} onClose={onClose}>
      <form onSubmit={send} noValidate>
        <p className={styles.lead}>
          <Trans>
            Stated as {euros}. Nothing is overwritten: that statement stays in the history, marked as corrected.
          </Trans>
        </p>
        <div role="alert">{isTheirs && <ChangedMeanwhile now={now} />}</div>
        <fieldset className={styles.choices}>
          <legend>
            <Trans>What is right</Trans>
          </legend>
          <label>
            <input type="radio" name="kind" checked={!isVoid} onChange={() => setVoid(false)} />
            <Trans>It was another price</Trans>
          </label>
          <label>
            <input type="radio" name="kind" checked={isVoid} onChange={() => setVoid(true)} />
            {change_eur === undefined ? (
              <Trans>It was not on offer yet: its history begins with the next price</Trans>
            ) : (
              <Trans>It did not change then: the price before held on</Trans>
            )}
          </label>
        </fieldset>
        <div className={styles.fields}>
          {!isVoid && <PriceField form={form} label={<Trans>Right price, €</Trans>} />}
          <ReasonField form={form} />
        </div>
        <PriceFormEnd
          send={isVoid ? <Trans>Void this price</Trans> : <Trans>Correct price</Trans>}
          isSending={state.isPending}
          error={state.error}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Somebody else was first: what is typed stays, and can be stated all the same. */
function ChangedMeanwhile({ now }: Pick<Props, 'now'>) {
  const numbers = useNumbers();
  const euros = now && numbers.euros(now.price_eur);
  return (
    <p className={styles.meanwhile}>
      {euros === undefined ? (
        <Trans>Somebody else has voided this price meanwhile. What you typed is still here.</Trans>
      ) : (
        <Trans>
          Somebody else has corrected this price meanwhile: it is {euros} now. What you typed is still here.
        </Trans>
      )}
    </p>
  );
}
