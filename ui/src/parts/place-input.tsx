import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Place } from '../api/types.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { type ChosenPlace, placeIn } from './chosen-place.ts';
import { Field } from './field.tsx';
import styles from './place-input.module.css';
import { useLookUp, useSuggestions } from './use-suggestions.ts';

type Props = {
  place: ChosenPlace;
  onChange: (place: ChosenPlace) => void;
  /** What choosing does, where it is something else than to look there. */
  label?: ReactNode;
  /** The id of what is said of it elsewhere. */
  describedBy?: string;
};

/** A city or postal code that has listings: suggests while one types (the combobox pattern of ARIA). */
export function PlaceInput({ place, onChange, label = <Trans>City or postal code</Trans>, describedBy }: Props) {
  const { t } = useLingui();
  const list = useId();
  const shown = wordsOf(place);
  const [text, setText] = useState(shown);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  useEffect(() => setText(shown), [shown]);
  const suggestions = useSuggestions(isOpen ? text : '');
  const { lookUp, leave } = useLookUp();
  // What was looked up may be answered after other filters have changed.
  const latest = useRef(onChange);
  latest.current = onChange;

  const choose = (chosen: ChosenPlace) => {
    leave();
    setOpen(false);
    setAt(-1);
    setText(wordsOf(chosen));
    latest.current(chosen);
  };
  const settle = () => {
    const typed = text.trim();
    const marked = suggestions[at];
    setOpen(false);
    if (typed === shown) return;
    if (typed === '') return choose({});
    if (marked) return choose(placeIn(marked));
    lookUp(typed, (first) => choose(first ? placeIn(first) : { city: typed }));
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && suggestions.length > 0) {
      event.preventDefault();
      setOpen(true);
      setAt((at + step + suggestions.length + (at < 0 && step < 0 ? 1 : 0)) % suggestions.length);
    } else if (event.key === 'Enter') {
      event.preventDefault(); // else it also presses what the focus goes to
      settle();
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      leave();
      setOpen(false);
      setText(shown);
    }
  };
  const isListed = isOpen && suggestions.length > 0;
  return (
    <Field label={label} className={styles.place}>
      {(given) => (
        <>
          <input
            {...given}
            aria-describedby={describedBy ?? given['aria-describedby']}
            type="search"
            role="combobox"
            autoComplete="off"
            aria-expanded={isListed}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={isListed && at >= 0 ? `${list}-${at}` : undefined}
            value={text}
            onChange={(event) => {
              leave();
              setText(event.target.value);
              setOpen(true);
              setAt(-1);
              if (event.target.value === '') choose({});
            }}
            onKeyDown={onKey}
            onBlur={settle}
          />
          <div id={list} role="listbox" aria-label={t`Places`} className={styles.list} hidden={!isListed}>
            {suggestions.map((suggestion, number) => (
              <Suggestion
                key={keyOf(suggestion)}
                id={`${list}-${number}`}
                place={suggestion}
                isMarked={number === at}
                onChoose={() => choose(placeIn(suggestion))}
              />
            ))}
          </div>
        </>
      )}
    </Field>
  );
}

type SuggestionProps = { id: string; place: Place; isMarked: boolean; onChoose: () => void };

function Suggestion({ id, place, isMarked, onChoose }: SuggestionProps) {
  const numbers = useNumbers();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the input, which keeps the focus
    <div
      id={id}
      role="option"
      aria-selected={isMarked}
      tabIndex={-1}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span>
        {place.postal_code} {place.city}
      </span>
      <span className={styles.country}>{place.country}</span>
      <span className={styles.count}>{numbers.count(place.count)}</span>
    </div>
  );
}

function wordsOf({ city, country, postal_code }: ChosenPlace): string {
  return [[postal_code, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
}

function keyOf({ city, country, postal_code = '' }: Place): string {
  return `${country} ${postal_code} ${city}`;
}
