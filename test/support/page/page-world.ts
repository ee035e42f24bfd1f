import { type BuiltPage, builtPageFolder, readBuiltPage } from '../../../src/page/built-page.ts';
import { startTestApi, type TestApi, type TestApiOptions } from '../test-api.ts';
import { startBrowser, type TestBrowser } from './browser.ts';

/** The service with the page as test/run.ts has built it, and a browser. */
export type PageWorld = { api: TestApi; browser: TestBrowser; close(): Promise<void> };

export async function startPageWorld(options: TestApiOptions = {}): Promise<PageWorld> {
  const api = await startApiWithPage(options);
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

/** The service with the page, for a browser that there is already. */
export async function startApiWithPage(options: TestApiOptions = {}): Promise<TestApi> {
  return await startTestApi({ page: await builtPage(), ...options });
}

/** The page as test/run.ts has built it. */
export async function builtPage(): Promise<BuiltPage> {
  const page = await readBuiltPage(builtPageFolder);
  if (!page) throw new Error('ui/dist is missing: `npm run build` makes it');
  return page;
}
