import { useEffect } from 'react';

/** The title of the document while the page is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Pricetrail`;
  }, [title]);
}
