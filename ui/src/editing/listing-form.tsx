import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { type FormFailure, FormFaults } from './form-faults.tsx';
import { FormField } from './form-field.tsx';
import styles from './listing-form.module.css';
import type { ListingForm as Form } from './use-listing-form.ts';

type Props = {
  form: Form;
  /** What the button does. */
  send: ReactNode;
  isSending: boolean;
  /** What failed, where it is not said at fields. */
  failure: FormFailure | undefined;
  onSend: () => void;
  /** What else can be done. */
  children: ReactNode;
};

/** All that can be written of a listing. */
export function ListingForm({ form, send, isSending, failure, onSend, children }: Props) {
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) onSend();
      }}
    >
      <FormFaults form={form} failure={failure} />
      <ListingFields form={form} />
      <div className={styles.actions}>
        <Button type="submit" look="main" aria-disabled={isSending}>
          {isSending ? <Trans>Sending …</Trans> : send}
        </Button>
        {children}
      </div>
    </form>
  );
}

function ListingFields({ form }: { form: Form }) {
  const { t } = useLingui();
  return (
    <>
      <Part title={<Trans>The home</Trans>}>
        <FormField form={form} name="/name" className={styles.wide} />
        <FormField form={form} name="/description" className={styles.wide} />
        <FormField form={form} name="/building_type" className={styles.half} />
      </Part>
      <Part title={<Trans>Price and size</Trans>}>
        <FormField form={form} name="/latest_price_eur" className={styles.half} />
        <FormField form={form} name="/surface_area_m2" className={styles.half} />
        <FormField form={form} name="/rooms_count" className={styles.half} />
        <FormField form={form} name="/bedrooms_count" className={styles.half} />
      </Part>
      <Part title={<Trans>Address</Trans>}>
        <FormField form={form} name="/postal_address/street_address" className={styles.wide} />
        <FormField form={form} name="/postal_address/postal_code" className={styles.third} />
        <FormField form={form} name="/postal_address/city" className={styles.twoThirds} />
        <FormField form={form} name="/postal_address/country" className={styles.wide} />
      </Part>
      <Part title={<Trans>Contact</Trans>}>
        <FormField
          form={form}
          name="/contact_phone_number"
          type="tel"
          hint={t`With the country’s number: +33 6 12 34 56 78`}
          className={styles.pair}
        />
        <FormField
          form={form}
          name="/reference"
          hint={t`Your own number of it; no other listing has it`}
          className={styles.pair}
        />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={styles.part}>
      <legend>{title}</legend>
      <div className={styles.fields}>{children}</div>
    </fieldset>
  );
}
