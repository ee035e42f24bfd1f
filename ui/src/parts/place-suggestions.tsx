import { useLingui } from '@lingui/react/macro';
import type { Place } from '../api/types.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './place-input.module.css';

type Props = {
  id: string;
  places: readonly Place[];
  /** The number of the one that the keys have come to. */
  marked: number;
  onChoose: (place: Place) => void;
};

/** The places that may be meant, below the input that they belong to. */
export function PlaceSuggestions({ id, places, marked, onChoose }: Props) {
  const { t } = useLingui();
  return (
    <div id={id} role="listbox" aria-label={t`Places`} className={styles.list} hidden={places.length === 0}>
      {places.map((place, number) => (
        <Suggestion
          key={keyOf(place)}
          id={optionId(id, number)}
          place={place}
          isMarked={number === marked}
          onChoose={() => onChoose(place)}
        />
      ))}
    </div>
  );
}

export function optionId(list: string, number: number): string {
  return `${list}-${number}`;
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

function keyOf({ city, country, postal_code = '' }: Place): string {
  return `${country} ${postal_code} ${city}`;
}
