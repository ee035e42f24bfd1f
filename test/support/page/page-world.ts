import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type BuiltPage, builtPageFolder, readBuiltPage } from '../../../src/page/built-page.ts';
import { startTestApi, type TestApi, type TestApiOptions } from '../test-api.ts';
import { noBrowser, startBrowser, type TestBrowser } from './browser.ts';

/** The service with the page as test/run.ts has built it, and a browser. */
export type PageWorld = { api: TestApi; browser: TestBrowser; close(): Promise<void> };

/** What a service without a lake says to who asks for figures. */
const noFigures = /^501 \/(market\/\w+|listings\/\d+\/market)$/;

export async function startPageWorld(options: TestApiOptions = {}): Promise<PageWorld> {
  const api = await startApiWithPage(options);
  const browser = await startBrowser(options.withLake ? [] : [noFigures]);
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

export type ServedPageOptions = TestApiOptions & {
  /** Which page the tests of the file are about. */
  path: string;
  /** Makes what it shows. */
  fill?: (api: TestApi) => Promise<void>;
};

/** The service and a browser for the tests of a file: there before the first of them, gone after the last. */
export function servedPage({ path, fill, ...options }: ServedPageOptions) {
  let world: PageWorld | undefined;
  before(async () => {
    if (noBrowser) return;
    world = await startPageWorld(options);
    await fill?.(world.api);
  });
  after(async () => await world?.close());
  const there = () => world ?? assert.fail('the tests have not begun');
  return {
    get world(): PageWorld {
      return there();
    },
    /** Of the page. */
    get address(): string {
      return `${there().api.base}${path}`;
    },
  };
}
