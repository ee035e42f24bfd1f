import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { PlaceInput } from '../parts/place-input.tsx';
import { TypeChoice } from '../parts/type-choice.tsx';
import { TypedField } from '../parts/typed-field.tsx';
import { DropChoice } from './drop-choice.tsx';
import { countAsked, type ListingSearch, searchOf } from './listing-search.ts';
import styles from './search-form.module.css';

type Changed = { [Name in keyof ListingSearch]?: string | undefined };
type Props = { search: ListingSearch; onChange: (search: ListingSearch) => void };

/** Searches as one types; every state has an address. On a phone all but the place waits behind a button. */
export function SearchForm({ search, onChange }: Props) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const set = (changed: Changed) => {
    const asked = Object.entries({ ...search, ...changed });
    onChange(searchOf(new URLSearchParams(asked.flatMap(([name, value]) => (value ? [[name, value]] : [])))));
  };
  const { city, country, postal_code } = search;
  return (
    <search>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()} aria-label={t`Search listings`}>
        <PlaceInput
          place={{ city, country, postal_code }}
          onChange={(place) => set({ city: '', country: '', postal_code: '', ...place })}
        />
        <Button className={styles.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Trans>More filters</Trans>
        </Button>
        <div className={`${styles.more} ${isOpen ? styles.open : ''}`}>
          <Filters search={search} set={set} />
          {countAsked(search) > 0 && (
            <Button look="quiet" className={styles.clear} onClick={() => onChange({})}>
              <Trans>Clear all</Trans>
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}

function Filters({ search, set }: { search: ListingSearch; set: (changed: Changed) => void }) {
  const { price_min, price_max, surface_min, surface_max, rooms_min } = search;
  return (
    <>
      <TypedField label={<Trans>Words</Trans>} type="search" value={search.q} onCommit={(q) => set({ q })} />
      <TypeChoice type={search.type} onChange={(type) => set({ type })} />
      <div className={styles.range}>
        <TypedField
          label={<Trans>Price from, €</Trans>}
          value={price_min}
          onCommit={(text) => set({ price_min: text })}
          isNumber
        />
        <TypedField
          label={<Trans>Price to, €</Trans>}
          value={price_max}
          onCommit={(text) => set({ price_max: text })}
          isNumber
        />
      </div>
      <div className={styles.range}>
        <TypedField
          label={<Trans>Size from, m²</Trans>}
          value={surface_min}
          onCommit={(text) => set({ surface_min: text })}
          isNumber
        />
        <TypedField
          label={<Trans>Size to, m²</Trans>}
          value={surface_max}
          onCommit={(text) => set({ surface_max: text })}
          isNumber
        />
      </div>
      <TypedField
        label={<Trans>Rooms, at least</Trans>}
        value={rooms_min}
        onCommit={(text) => set({ rooms_min: text })}
        isNumber
      />
      <DropChoice days={search.dropped} onChange={(dropped) => set({ dropped })} />
    </>
  );
}
