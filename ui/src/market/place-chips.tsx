import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { PlaceInput } from '../parts/place-input.tsx';
import { distinctNames } from './market-lines.ts';
import { type MarketPlace, mostLines, textOf, type ViewProps } from './market-view.ts';
import styles from './place-chips.module.css';

/** The places that are looked at, each of which can be taken away, and room for one more. */
export function PlaceChips({ view, onChange }: ViewProps) {
  const { places, compare } = view;
  const most = compare === 'building_type' ? 1 : mostLines;
  const names = distinctNames(places);
  const add = (place: MarketPlace) => {
    if (Object.values(place).some(Boolean)) onChange({ places: [...places, place] });
  };
  return (
    <div className={styles.places} ref={useFocusKept(places.length)}>
      {places.length < most ? (
        <PlaceInput key={places.length} place={{}} onChange={add} />
      ) : (
        <p className={styles.full}>
          <Trans>There is no room for another place.</Trans>
        </p>
      )}
      {places.length > 0 && (
        <ul className={styles.chips}>
          {places.map((place, at) => (
            <Chip
              key={textOf(place)}
              name={names[at] ?? ''}
              onRemove={() => onChange({ places: places.filter((each) => each !== place) })}
            />
          ))}
        </ul>
      )}
    </div>
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

/** What had the focus goes with the place that was added or taken away: what comes next takes it. */
function useFocusKept(count: number) {
  const all = useRef<HTMLDivElement>(null);
  const before = useRef(count);
  useEffect(() => {
    const isMore = count > before.current;
    if (count !== before.current && document.activeElement === document.body) {
      const input = all.current?.querySelector('input');
      const last = [...(all.current?.querySelectorAll('button') ?? [])].at(-1);
      (isMore ? (input ?? last) : (last ?? input))?.focus();
    }
    before.current = count;
  }, [count]);
  return all;
}
