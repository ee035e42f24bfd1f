import type { FeedQuery } from '../api/types.ts';
import { type FeedView, filterOf } from './feed-view.ts';
import { type FeedBrowser, followFeed } from './follow-feed.ts';

type Deletions = {
  browser: FeedBrowser;
  view: FeedView;
  /** The cursor to begin behind. */
  after: string;
  onGone: (listings: readonly number[]) => void;
};

/**
 * Tells which listings are deleted where a view does not show that: the service tells of a narrow view what is in it alone,
 * and what is on the page must not keep their personal data (H6). @returns what stops it
 */
export function followDeletions({ browser, view, after, onGone }: Deletions): () => void {
  const { listing_id } = filterOf(view);
  if (view.show === 'all' || view.show === 'deleted') return () => {};
  const query: FeedQuery & { after: string } = { ...(listing_id && { listing_id }), kind: 'deleted', after };
  return followFeed({
    ...{ browser, query, onLink: () => {} },
    onChanges: (changes) => onGone(changes.map((change) => change.listing_id)),
    onLost: () => {}, // the view's own feed is read anew then, and this is begun with it
  });
}
