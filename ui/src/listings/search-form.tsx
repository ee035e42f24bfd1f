import { Trans, useLingui } from '@lingui/react/macro';
import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { buildingTypes } from '../api/types.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { PlaceInput } from '../parts/place-input.tsx';
import { useTyped } from '../parts/use-typed.ts';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { countAsked, dropWindows, type ListingSearch, searchOf } from './listing-search.ts';
import styles from './search-form.module.css';

type Props = { search: ListingSearch; onChange: (search: ListingSearch) => void };

/** Searches as one types; every state has an address. */
export function SearchForm({ search, onChange }: Props) {
  const { t } = useLingui();
  const types = useBuildingTypes();
  const windows = useDropWindows();
  const set = (changed: { [Name in keyof ListingSearch]?: string | undefined }) => {
    const all = { ...search, ...changed };
    onChange(
      searchOf(new URLSearchParams(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])))),
    );
  };
  const { city, country, postal_code } = search;
  return (
    <search>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()} aria-label={t`Search listings`}>
        <PlaceInput
          place={{ city, country, postal_code }}
          onChange={(place) => set({ city: '', country: '', postal_code: '', ...place })}
        />
        <Typed label={<Trans>Words</Trans>} type="search" value={search.q} onCommit={(q) => set({ q })} />
        <Field label={<Trans>Type</Trans>}>
          {(given) => (
            <select {...given} value={search.type ?? ''} onChange={(event) => set({ type: event.target.value })}>
              <option value="">{t`Any`}</option>
              {buildingTypes.map((type) => (
                <option key={type} value={type}>
                  {types[type]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className={styles.range}>
          <Typed
            label={<Trans>Price from, €</Trans>}
            value={search.price_min}
            onCommit={(price_min) => set({ price_min })}
            isNumber
          />
          <Typed
            label={<Trans>Price to, €</Trans>}
            value={search.price_max}
            onCommit={(price_max) => set({ price_max })}
            isNumber
          />
        </div>
        <div className={styles.range}>
          <Typed
            label={<Trans>Size from, m²</Trans>}
            value={search.surface_min}
            onCommit={(surface_min) => set({ surface_min })}
            isNumber
          />
          <Typed
            label={<Trans>Size to, m²</Trans>}
            value={search.surface_max}
            onCommit={(surface_max) => set({ surface_max })}
            isNumber
          />
        </div>
        <Typed
          label={<Trans>Rooms, at least</Trans>}
          value={search.rooms_min}
          onCommit={(rooms_min) => set({ rooms_min })}
          isNumber
        />
        <Field label={<Trans>Price dropped</Trans>}>
          {(given) => (
            <select {...given} value={search.dropped ?? ''} onChange={(event) => set({ dropped: event.target.value })}>
              <option value="">{t`At any time, or never`}</option>
              {dropWindows.map((days) => (
                <option key={days} value={days}>
                  {windows[days]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {countAsked(search) > 0 && (
          <Button look="quiet" className={styles.clear} onClick={() => onChange({})}>
            <Trans>Clear all</Trans>
          </Button>
        )}
      </form>
    </search>
  );
}

type TypedProps = {
  label: ReactNode;
  value: string | undefined;
  onCommit: (text: string) => void;
  type?: HTMLInputTypeAttribute;
  isNumber?: boolean;
};

function Typed({ label, value = '', onCommit, type = 'text', isNumber = false }: TypedProps) {
  const { text, type: typeIn, commitNow } = useTyped(value, onCommit);
  return (
    <Field label={label}>
      {(given) => (
        <input
          {...given}
          type={type}
          inputMode={isNumber ? 'decimal' : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => typeIn(isNumber ? digitsOf(event.target.value) : event.target.value)}
          onBlur={commitNow}
          onKeyDown={(event) => event.key === 'Enter' && commitNow()}
        />
      )}
    </Field>
  );
}

/** Spaces and signs of groups are left out: people write 350 000. */
function digitsOf(text: string): string {
  return text.replace(/[^\d.]/g, '');
}

function useDropWindows(): Record<(typeof dropWindows)[number], string> {
  const { t } = useLingui();
  return {
    1: t`In the last 24 hours`,
    7: t`In the last 7 days`,
    30: t`In the last 30 days`,
    90: t`In the last 90 days`,
    365: t`In the last 12 months`,
  };
}
