import { Plural, Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { type FieldName, fieldNames } from './fields.ts';
import styles from './listing-form.module.css';
import { useFieldWords } from './use-field-words.ts';
import { fieldId, focusField, type ListingForm } from './use-listing-form.ts';

/** Why it was not sent, where that is not said at fields, and whether trying again may help. */
export type FormFailure = { reason: string; mayPass: boolean };

/** What hinders the form from being sent, at its top, with a way to each field. */
export function FormFaults({ form, failure }: { form: ListingForm; failure: FormFailure | undefined }) {
  const wrong = fieldNames.filter((name) => form.faults[name] !== undefined);
  const reason = failure?.reason;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reason !== undefined) place.current?.focus(); // the button that was pressed is far below
  }, [reason]);
  const isTold = failure !== undefined || (form.isRefused && wrong.length > 0);
  return (
    <div ref={place} role="alert" className={styles.faults} tabIndex={-1}>
      {isTold && (
        <div className={styles.told}>
          {failure !== undefined && <p>{failure.reason}</p>}
          {failure?.mayPass && (
            <Button type="submit" onClick={() => place.current?.focus()}>
              <Trans>Try again</Trans>
            </Button>
          )}
          {wrong.length > 0 && <WrongFields names={wrong} />}
        </div>
      )}
    </div>
  );
}

function WrongFields({ names }: { names: readonly FieldName[] }) {
  const words = useFieldWords();
  return (
    <>
      <p>
        <Plural value={names.length} one="# field is not right yet:" other="# fields are not right yet:" />
      </p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <a
              href={`#${fieldId(name)}`}
              onClick={(event) => {
                event.preventDefault(); // else it would be a place in the history
                focusField(name);
              }}
            >
              {words[name]}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
