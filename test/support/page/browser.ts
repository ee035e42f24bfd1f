import { accessSync, constants } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { browserSwitches } from './browser-switches.ts';
import { type Failure, PageFaults } from './page-faults.ts';

/** The one without a window of its own first: it is the same engine, and leaves the processor to the pages. */
const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
  ...[
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
];

/** The path of a Chromium or Chrome, if there is one. */
function installedBrowser(): string | undefined {
  return candidates.find((path) => {
    try {
      accessSync(path ?? '', constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const executablePath = installedBrowser();

/** For the `skip` of a test: why it cannot run here, if it cannot. */
export const noBrowser =
  executablePath === undefined &&
  'no Chromium is installed: `apt-get install chromium-headless-shell` brings one, or CHROMIUM_PATH names one';

/** What a test opens pages with. */
export type TestBrowser = {
  /** A page of a reader of their own; what fails in it fails the test at `close`. */
  open(url: string, reader?: Reader): Promise<Page>;
  /** Says what may fail in a page, and in others of the same reader. */
  mayFail(page: Page, ...failures: Failure[]): void;
  close(): Promise<void>;
};

export type Reader = BrowserContextOptions;

export const phone: Reader = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const desktop: Reader = { viewport: { width: 1280, height: 900 } };

/** @param always what may fail in every page */
export async function startBrowser(always: readonly Failure[] = []): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: browserSwitches,
  });
  const opened = new Map<BrowserContext, { url: string; faults: PageFaults }>();
  return {
    open: async (url, reader = {}) => {
      const context = await browser.newContext({ ...desktop, locale: 'en-GB', timezoneId: 'Europe/Paris', ...reader });
      context.setDefaultTimeout(30_000); // of a machine that is slow, and does something else
      const faults = new PageFaults(context);
      faults.allow(always);
      opened.set(context, { url, faults });
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    mayFail: (page, ...failures) => opened.get(page.context())?.faults.allow(failures),
    close: async () => {
      await browser.close();
      const faults = [...opened.values()].flatMap(({ url, faults }) =>
        faults.unexpected.map((fault) => `${url}: ${fault}`),
      );
      if (faults.length > 0) throw new Error(`the page failed:\n${faults.join('\n')}`);
    },
  };
}

/** Whether nothing is beside the screen: one scrolls down only. */
export async function fitsTheScreen(page: Page): Promise<boolean> {
  return await page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
}
