import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useId, useRef } from 'react';
import type { ChosenPlace } from '../parts/chosen-place.ts';
import { PlaceInput } from '../parts/place-input.tsx';
import { distinctNames } from './market-lines.ts';
import { mostLines, textOf, type ViewProps } from './market-view.ts';
import styles from './place-chips.module.css';

/** The places that are looked at, each of which can be taken away, and room for one more. */
export function PlaceChips({ view, onChange }: ViewProps) {
  const { places, compare } = view;
  const most = compare === 'building_type' ? 1 : mostLines;
  const names = distinctNames(places);
  const add = (place: ChosenPlace) => {
    if (Object.values(place).some(Boolean)) onChange({ places: [...places, place] });
  };
  const hint = useId();
  const hasRoom = places.length < most;
  const { all, removed } = useFocusOnNext(places.length);
  return (
    <div className={styles.places} ref={all}>
      {hasRoom && (
        <PlaceInput
          key={places.length}
          place={{}}
          onChange={add}
          takesNames={false}
          label={<Trans>Add a city or postal code</Trans>}
          describedBy={hint}
        />
      )}
      <p id={hint} className={styles.hint} tabIndex={hasRoom ? undefined : -1}>
        {hasRoom ? <Room most={most} /> : <NoRoom most={most} />}
      </p>
      {places.length > 0 && (
        <ul className={styles.chips}>
          {places.map((place, at) => (
            <Chip
              key={textOf(place)}
              name={names[at] ?? ''}
              onRemove={() => {
                removed.current = at;
                onChange({ places: places.filter((each) => each !== place) });
              }}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Room({ most }: { most: number }) {
  return <Plural value={most} one="One place at most." other="Up to # places are compared." />;
}

function NoRoom({ most }: { most: number }) {
  return (
    <Plural
      value={most}
      one="This is one place, and no more can be chosen: remove it to add another."
      other="These are # places, and no more are compared: remove one to add another."
    />
  );
}

function Chip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useLingui();
  return (
    <li className={styles.chip}>
      {name}
      <button type="button" onClick={onRemove} aria-label={t`Remove ${name}`}>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}

/**
 * What had the focus goes with the place that was added or taken away: what comes next takes it. After the last one that there is
 * room for that is the note that says so: a button would be pressed by a key that is still held.
 */
function useFocusOnNext(count: number) {
  const all = useRef<HTMLDivElement>(null);
  const before = useRef(count);
  /** The number of the place that was taken away last. */
  const removed = useRef(0);
  useEffect(() => {
    const isMore = count > before.current;
    if (count !== before.current && document.activeElement === document.body) {
      const find = (what: string) => all.current?.querySelector<HTMLElement>(what);
      const left = [...(all.current?.querySelectorAll<HTMLElement>('li button') ?? [])];
      const next = left[removed.current] ?? left.at(-1);
      (isMore ? (find('input') ?? find('p')) : (next ?? find('input')))?.focus();
    }
    before.current = count;
  }, [count]);
  return { all, removed };
}
