import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { placeIn, placeName } from '../parts/chosen-place.ts';
import { EmptyNote } from '../parts/note.tsx';
import { UnknownPlace } from '../parts/unknown-place.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { emptyRanges, type RangeName } from './limits.ts';
import { countAsked, type ListingSearch } from './listing-search.ts';
import { useListingCount } from './use-listings.ts';

type Props = { search: ListingSearch; onClear: () => void };
type FoundProps = Props & { onChange: (search: ListingSearch) => void };

/** Why nothing is there, and what to do next. */
export function NothingFound({ search, onChange, onClear }: FoundProps) {
  if (countAsked(search) === 0) {
    return (
      <EmptyNote title={<Trans>There are no listings yet</Trans>}>
        <Trans>Listings come by the API, or by an import.</Trans>
      </EmptyNote>
    );
  }
  const place = placeName(search);
  if (place !== undefined) return <NothingThere {...{ search, place, onChange, onClear }} />;
  return <NoneLikeThat onClear={onClear} />;
}

function NoneLikeThat({ onClear }: Pick<Props, 'onClear'>) {
  return (
    <EmptyNote title={<Trans>No listing is like that</Trans>}>
      <AllListings onClear={onClear} />
    </EmptyNote>
  );
}

/** Either the place has no home at all, or those that it has are otherwise. */
function NothingThere({ search, place, onChange, onClear }: FoundProps & { place: string }) {
  const numbers = useNumbers();
  const alone = placeIn(search);
  const { data: count, isPlaceholderData, isError } = useListingCount(alone);
  if (count === undefined && isError) return <NoneLikeThat onClear={onClear} />;
  if (count === undefined || isPlaceholderData) return null;
  if (count === 0) {
    return (
      <UnknownPlace place={place}>
        <AllListings onClear={onClear} />
      </UnknownPlace>
    );
  }
  const text = numbers.count(count);
  return (
    <EmptyNote title={<Trans>No listing in {place} is like that</Trans>}>
      <Button look="link" onClick={() => onChange(alone)}>
        <Plural value={count} one={`Look at the one in ${place}`} other={`Look at all ${text} in ${place}`} />
      </Button>
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
