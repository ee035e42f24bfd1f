import { Plural } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { type FieldName, fieldNames } from './fields.ts';
import styles from './listing-form.module.css';
import { useFieldWords } from './use-field-words.ts';
import { fieldId, focusField, type ListingForm } from './use-listing-form.ts';

/** What hinders the form from being sent, at its top, with a way to each field. */
export function FormFaults({ form, failure }: { form: ListingForm; failure: string | undefined }) {
  const wrong = fieldNames.filter((name) => form.faults[name] !== undefined);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure !== undefined) place.current?.focus(); // the button that was pressed is far below
  }, [failure]);
  const isTold = failure !== undefined || (form.isRefused && wrong.length > 0);
  return (
    <div ref={place} role="alert" className={styles.faults} tabIndex={-1}>
      {isTold && (
        <div className={styles.told}>
          {failure !== undefined && <p>{failure}</p>}
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
