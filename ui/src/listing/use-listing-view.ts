import { useSearchParams } from 'wouter';
import { type ListingView, listingViewOf, paramsOfView } from './listing-view.ts';

/** What the address says is looked at, and what changes that: going back leads to the page of before. */
export function useListingView(): { view: ListingView; change: (changed: Partial<ListingView>) => void } {
  const [params, setParams] = useSearchParams();
  const view = listingViewOf(params);
  return { view, change: (changed) => setParams(paramsOfView({ ...view, ...changed }), { replace: true }) };
}
