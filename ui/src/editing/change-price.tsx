import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { Listing } from '../api/types.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { Button } from '../parts/button.tsx';
import { Change } from '../parts/change.tsx';
import { Field } from '../parts/field.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './change-price.module.css';
import { changesBetween } from './changes-between.ts';
import { DoubtNote } from './doubt-note.tsx';
import { FaultWords } from './fault-words.tsx';
import { focusControl } from './focus-control.ts';
import { MadeChanges } from './made-changes.tsx';
import { useQuickPrice } from './use-quick-price.ts';
import { useWriteReason } from './use-write-reason.ts';

/** A new price for a listing, in one line: says what change it would be while one types. */
export function ChangePrice({ listing, etag }: VersionedListing) {
  const said = useId();
  const quick = useQuickPrice({ listing, etag });
  const { told, send, isSending } = quick;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!send()) focusControl(event.currentTarget, 'price');
      }}
    >
      <NewPrice quick={quick} said={said} />
      <Button type="submit" aria-disabled={isSending}>
        {isSending ? <Trans>Sending …</Trans> : <Trans>Change price</Trans>}
      </Button>
      <p id={said} className={`${styles.change} ${told ? styles.fault : ''}`} aria-live="polite">
        {told && <FaultWords fault={told} />}
        <WhatItWouldBe now={listing.latest_price_eur} quick={quick} />
      </p>
      <div role="alert" className={styles.failure}>
        <WhyNot now={listing} quick={quick} />
      </div>
    </form>
  );
}

type Quick = ReturnType<typeof useQuickPrice>;

/** @property said the id of what is said of it */
function NewPrice({ quick: { text, type, told }, said }: { quick: Quick; said: string }) {
  return (
    <Field label={<Trans>New price, €</Trans>} className={styles.field}>
      {(given) => (
        <input
          {...given}
          aria-describedby={said}
          aria-invalid={told !== undefined || undefined}
          name="price"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Nothing where it is said already that it is the price now. */
function WhatItWouldBe({ now, quick: { price, isThere, isUnsure, stale } }: { now: number; quick: Quick }) {
  if (price === undefined || isUnsure || (isThere && stale)) return null;
  return isThere ? <Trans>That is the price now.</Trans> : <ChangeFromNow now={now} price={price} />;
}

function WhyNot({ now, quick }: { now: Listing; quick: Quick }) {
  const { doubt, isUnsure, failure, stale } = quick;
  const reasonOf = useWriteReason();
  if (doubt) return <DoubtNote doubt={doubt} is="now" />;
  if (stale) return <OthersWereFirst before={stale.listing} now={now} quick={quick} />;
  if (isUnsure) {
    return (
      <p>
        <Trans>No answer came, but that is the price now. To be sure that you made it so, send it again.</Trans>
      </p>
    );
  }
  return failure && <p>{reasonOf(failure)}</p>;
}

function ChangeFromNow({ now, price }: { now: number; price: number }) {
  const numbers = useNumbers();
  const [change, from] = [numbers.euroChange(price - now), numbers.euros(now)];
  return (
    <>
      <Change from={now} to={price} />{' '}
      <span>
        <Trans>
          {change} from {from}, the price now
        </Trans>
      </span>
    </>
  );
}

type OthersProps = { before: Listing; now: Listing; quick: Quick };

/** What somebody else changed first: the price can be changed all the same, or left. */
function OthersWereFirst({ before, now, quick: { isThere, type } }: OthersProps) {
  const { locale } = useNumbers();
  const changes = changesBetween(before, now, locale);
  return (
    <>
      <p>
        {isThere ? (
          <Trans>Somebody else has just changed this listing: what you typed is its price now.</Trans>
        ) : (
          <Trans>
            Somebody else has just changed this listing. Look at it, then change the price again if you still want to.
          </Trans>
        )}
      </p>
      {changes.length > 0 && <MadeChanges changes={changes} caption={<Trans>What they changed</Trans>} />}
      <Button
        onClick={({ currentTarget: { form } }) => {
          type('');
          if (form) focusControl(form, 'price');
        }}
      >
        <Trans>Leave it as it is</Trans>
      </Button>
    </>
  );
}
