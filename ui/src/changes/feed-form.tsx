import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from 'wouter';
import { Field } from '../parts/field.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { useTyped } from '../parts/use-typed.ts';
import styles from './feed-form.module.css';
import { type FeedView, feedAddress, isListingId, type Show, shows } from './feed-view.ts';

/** Which changes are followed. */
export function FeedForm({ view }: { view: FeedView }) {
  const { t } = useLingui();
  const texts: Record<Show, string> = {
    all: t`Everything`,
    prices: t`Price changes`,
    created: t`New`,
    updated: t`Edits`,
    corrected: t`Corrections`,
    deleted: t`Deletions`,
  };
  return (
    <search className={styles.form}>
      <Segmented
        label={<Trans>Show</Trans>}
        segments={shows.map((value) => ({ value, text: texts[value] }))}
        chosen={view.show}
        hrefOf={(show) => feedAddress({ ...view, show })}
      />
      <ListingField view={view} />
    </search>
  );
}

function ListingField({ view }: { view: FeedView }) {
  const [, navigate] = useLocation();
  const commit = (text: string) =>
    navigate(feedAddress({ show: view.show, ...(isListingId(text) && { listing: text }) }), { replace: true });
  const { text, type, leave } = useTyped({ committed: view.listing ?? '', commit });
  return (
    <Field label={<Trans>Only listing number</Trans>}>
      {(given) => (
        <input
          {...given}
          type="search"
          inputMode="numeric"
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value.replace(/\D/g, '').slice(0, 18))}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      )}
    </Field>
  );
}
