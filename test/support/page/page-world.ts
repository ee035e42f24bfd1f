import { builtPageFolder, readBuiltPage } from '../../../src/page/built-page.ts';
import { startTestApi, type TestApi, type TestApiOptions } from '../test-api.ts';
import { startBrowser, type TestBrowser } from './browser.ts';

/** The service with the page as test/run.ts has built it, and a browser. */
export type PageWorld = { api: TestApi; browser: TestBrowser; close(): Promise<void> };

export async function startPageWorld(options: TestApiOptions = {}): Promise<PageWorld> {
  const page = await readBuiltPage(builtPageFolder);
  if (!page) throw new Error('ui/dist is missing: `npm run build` makes it');
  const api = await startTestApi({ page, ...options });
  const browser = await startBrowser();
  return {
    ...{ api, browser },
    close: async () => {
      try {
        await browser.close();
      } finally {
        await api.stop();
      }
    },
  };
}
