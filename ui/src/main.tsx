import './style/tokens.css';
import './style/base.css';
import './style/print.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from './api/queries.ts';
import { App } from './app.tsx';
import { windowName } from './editing/this-window.ts';
import { emptyRanges } from './listings/limits.ts';
import { searchOf } from './listings/listing-search.ts';
import { listingsQuestion } from './listings/use-listings.ts';
import { beginPage } from './pages.ts';
import { turnToPreferred } from './words/locale.ts';
import { NoTexts } from './words/no-texts.tsx';

const place = document.getElementById('page');
if (!place) throw new Error('the document has no place for the page');
windowName(); // before this tab can be duplicated
const client = newQueryClient();
// Texts, the page's own script and listings are waited for together.
beginPage(window.location.pathname);
const search = searchOf(new URLSearchParams(window.location.search));
if (window.location.pathname === '/' && emptyRanges(search).length === 0) {
  void client.prefetchInfiniteQuery(listingsQuestion(search));
}
const root = createRoot(place);
await start();

async function start(): Promise<void> {
  try {
    await turnToPreferred();
  } catch {
    return root.render(<NoTexts retry={() => void start()} />);
  }
  root.render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
