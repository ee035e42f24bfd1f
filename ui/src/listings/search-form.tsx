import { Trans, useLingui } from '@lingui/react/macro';
import { type MouseEvent, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { PlaceInput } from '../parts/place-input.tsx';
import { TypeChoice } from '../parts/type-choice.tsx';
import { TypedField } from '../parts/typed-field.tsx';
import { DropChoice } from './drop-choice.tsx';
import { LimitField } from './limit-field.tsx';
import { countAsked, type ListingSearch, searchOf } from './listing-search.ts';
import styles from './search-form.module.css';

type Changed = { [Name in keyof ListingSearch]?: string | undefined };
type Props = {
  search: ListingSearch;
  /** How often all was cleared: with it goes what was typed and could not be read. */
  cleared: number;
  onChoose: (search: ListingSearch) => void;
  onType: (search: ListingSearch) => void;
  onClear: () => void;
};

/** Searches as one types; every state has an address. On a phone all but the place waits behind a button. */
export function SearchForm({ search, cleared, onChoose, onType, onClear }: Props) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const choose = (changed: Changed) => onChoose(changedBy(search, changed));
  const type = (changed: Changed) => onType(changedBy(search, changed));
  const { city, country, postal_code } = search;
  const clear = ({ currentTarget: { form } }: MouseEvent<HTMLButtonElement>) => {
    onClear();
    form?.querySelector('input')?.focus(); // else the focus goes with the button
  };
  return (
    <search>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()} aria-label={t`Search listings`}>
        <PlaceInput
          place={{ city, country, postal_code }}
          onChange={(place) => choose({ city: '', country: '', postal_code: '', ...place })}
        />
        <Button className={styles.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Trans>More filters</Trans>
        </Button>
        <div className={`${styles.more} ${isOpen ? styles.open : ''}`}>
          <Filters key={cleared} search={search} choose={choose} type={type} />
          {countAsked(search) > 0 && (
            <Button look="quiet" className={styles.clear} onClick={clear}>
              <Trans>Clear all</Trans>
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}

function changedBy(search: ListingSearch, changed: Changed): ListingSearch {
  const asked = Object.entries({ ...search, ...changed });
  return searchOf(new URLSearchParams(asked.flatMap(([name, value]) => (value ? [[name, value]] : []))));
}

type FiltersProps = { search: ListingSearch; choose: (changed: Changed) => void; type: (changed: Changed) => void };

function Filters({ search, choose, type }: FiltersProps) {
  const limit = { search, onCommit: type };
  return (
    <>
      <TypedField label={<Trans>Words</Trans>} type="search" value={search.q} onCommit={(q) => type({ q })} />
      <TypeChoice type={search.type} onChange={(chosen) => choose({ type: chosen })} />
      <div className={styles.range}>
        <LimitField {...limit} name="price_min" label={<Trans>Price from, €</Trans>} example={250_000} />
        <LimitField {...limit} name="price_max" label={<Trans>Price to, €</Trans>} example={250_000} />
      </div>
      <div className={styles.range}>
        <LimitField {...limit} name="surface_min" label={<Trans>Size from, m²</Trans>} example={80} />
        <LimitField {...limit} name="surface_max" label={<Trans>Size to, m²</Trans>} example={80} />
      </div>
      <LimitField {...limit} name="rooms_min" label={<Trans>Rooms, at least</Trans>} example={3} />
      <DropChoice days={search.dropped} onChange={(dropped) => choose({ dropped })} />
    </>
  );
}
