import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { EmptyNote } from '../parts/note.tsx';
import { emptyRanges, type RangeName } from './limits.ts';
import { countAsked, type ListingSearch } from './listing-search.ts';

type Props = { search: ListingSearch; onClear: () => void };

/** Why nothing is there, and what to do next. */
export function NothingFound({ search, onClear }: Props) {
  if (countAsked(search) === 0) {
    return (
      <EmptyNote title={<Trans>There are no listings yet</Trans>}>
        <Trans>Listings come by the API, or by an import.</Trans>
      </EmptyNote>
    );
  }
  return (
    <EmptyNote title={<Trans>No listing is like that</Trans>}>
      <AllListings onClear={onClear} />
    </EmptyNote>
  );
}

/** A search that nothing can answer is not asked. */
export function NothingPossible({ search, onClear }: Props) {
  const reasons: Record<RangeName, ReactNode> = {
    price: <Trans>The lowest price that is looked for is above the highest.</Trans>,
    surface: <Trans>The smallest size that is looked for is above the largest.</Trans>,
  };
  return (
    <div role="status">
      <EmptyNote title={<Trans>No home can be like that</Trans>}>
        {emptyRanges(search).map((range) => (
          <span key={range}>{reasons[range]} </span>
        ))}
        <AllListings onClear={onClear} />
      </EmptyNote>
    </div>
  );
}

function AllListings({ onClear }: { onClear: () => void }) {
  return (
    <Button look="link" onClick={onClear}>
      <Trans>Look at all listings</Trans>
    </Button>
  );
}
