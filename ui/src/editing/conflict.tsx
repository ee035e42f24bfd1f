import { Trans } from '@lingui/react/macro';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { Button } from '../parts/button.tsx';
import styles from './conflict.module.css';
import { ConflictChoice, type Side } from './conflict-choice.tsx';
import { type FieldName, fieldNames, fieldsOf } from './fields.ts';
import { MadeChanges } from './made-changes.tsx';
import { type Merged, merge } from './merge.ts';
import { retyped, type Typed, typedOf } from './typed.ts';
import type { ListingForm } from './use-listing-form.ts';

type Choices = Partial<Record<FieldName, Side>>;

type Props = {
  form: ListingForm;
  theirs: VersionedListing;
  /** With what both changed brought together. */
  resolve: (typed: Typed) => void;
  /** Back to the form, with what was typed. */
  leave: () => void;
};

/** Somebody else changed the listing meanwhile: what, and where both did, whose it is to be. */
export function Conflict(props: Props) {
  const { merged, choices, isAsked, choose, save } = useConflict(props);
  const isChoice = merged.collisions.length > 0;
  return (
    <form className={styles.conflict} onSubmit={save} noValidate>
      <Head isChoice={isChoice} />
      {merged.collisions.map((collision) => (
        <ConflictChoice
          key={collision.name}
          collision={collision}
          chosen={choices[collision.name]}
          isMissing={isAsked && choices[collision.name] === undefined}
          onChoose={(side) => choose(collision.name, side)}
        />
      ))}
      <WhatStays {...merged} />
      <div className={styles.buttons}>
        <Button type="submit" look="main">
          {isChoice ? <Trans>Save changes</Trans> : <Trans>Save both</Trans>}
        </Button>
        <Button onClick={props.leave}>
          <Trans>Back to the form</Trans>
        </Button>
      </div>
    </form>
  );
}

function Head({ isChoice }: { isChoice: boolean }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <>
      <h2 ref={head} tabIndex={-1}>
        <Trans>Somebody else changed this listing meanwhile</Trans>
      </h2>
      <p>
        {isChoice ? (
          <Trans>Nothing of yours is lost. Where both of you changed the same, choose which it is to be.</Trans>
        ) : (
          <Trans>Nothing of yours is lost: you changed different things. Save again to keep both.</Trans>
        )}
      </p>
    </>
  );
}

/** What only one of the two changed: of that nothing is to be chosen. */
function WhatStays({ mine, theirs }: Pick<Merged<FieldName, string>, 'mine' | 'theirs'>) {
  return (
    <>
      {mine.length > 0 && <MadeChanges changes={mine} areMine caption={<Trans>What you changed, which stays</Trans>} />}
      {theirs.length > 0 && <MadeChanges changes={theirs} caption={<Trans>What they changed, which stays</Trans>} />}
    </>
  );
}

/** Both changes, and what was chosen of them; saving leads to the first that was not. */
function useConflict({ form: { locale, start, typed }, theirs, resolve }: Props) {
  const [choices, setChoices] = useState<Choices>({});
  const [isAsked, setAsked] = useState(false);
  const now = typedOf(fieldsOf(theirs.listing), locale);
  const merged = merge(fieldNames, { base: start.typed, theirs: now, mine: retyped(typed, locale, locale) });
  const save = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const open = merged.collisions.find(({ name }) => choices[name] === undefined);
    if (open) document.getElementsByName(`choice${open.name}`)[0]?.focus();
    else resolve(resolved(merged, choices));
  };
  const choose = (name: FieldName, side: Side) => setChoices({ ...choices, [name]: side });
  return { merged, choices, isAsked, choose, save };
}

function resolved({ all, collisions }: Merged<FieldName, string>, choices: Choices): Typed {
  const taken = collisions.filter(({ name }) => choices[name] === 'theirs').map(({ name, theirs }) => [name, theirs]);
  return { ...all, ...Object.fromEntries(taken) };
}
