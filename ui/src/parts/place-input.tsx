import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { Field } from './field.tsx';
import styles from './place-input.module.css';
import { optionId, PlaceSuggestions } from './place-suggestions.tsx';
import { type PlaceTextProps, usePlaceText } from './use-place-text.ts';

type Props = PlaceTextProps & {
  /** What choosing does, where it is something else than to look there. */
  label?: ReactNode;
  /** The id of what is said of it elsewhere. */
  describedBy?: string;
};

/** A city or postal code that has listings: suggests while one types (the combobox pattern of ARIA). */
export function PlaceInput({ label = <Trans>City or postal code</Trans>, describedBy, ...chosen }: Props) {
  const list = useId();
  const input = usePlaceText(chosen);
  const { text, places, marked, isFailed } = input;
  const isListed = places.length > 0;
  return (
    <Field label={label} className={styles.place} error={isFailed ? <NotLookedUp /> : undefined}>
      {(given) => (
        <>
          <input
            {...given}
            aria-describedby={[describedBy, given['aria-describedby']].filter(Boolean).join(' ') || undefined}
            type="search"
            role="combobox"
            autoComplete="off"
            aria-expanded={isListed}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={isListed && marked >= 0 ? optionId(list, marked) : undefined}
            value={text}
            onChange={(event) => input.type(event.target.value)}
            onKeyDown={(event) => onKey(event, input)}
            onBlur={input.settle}
          />
          <PlaceSuggestions id={list} places={places} marked={marked} onChoose={input.choose} />
        </>
      )}
    </Field>
  );
}

function onKey(event: KeyboardEvent, { isOpen, places, mark, settle, giveUp }: ReturnType<typeof usePlaceText>): void {
  const does = {
    ArrowDown: places.length > 0 && (() => mark(1)),
    ArrowUp: places.length > 0 && (() => mark(-1)),
    Enter: settle, // without the default: else it also presses what the focus goes to
    Escape: isOpen && giveUp,
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

/** The text stays, so that it can be looked up again. */
function NotLookedUp() {
  return (
    <span role="alert">
      <Trans>Places could not be looked up. Press Enter to try again.</Trans>
    </span>
  );
}
