import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { startBrowser, type TestBrowser } from '../../test/support/page/browser.ts';
import type { Measure } from '../measure.ts';
import { type Server, startApi } from '../measured-process.ts';
import { type BookSize, withCopy } from '../speed/book.ts';

const rounds = 11;
const manyPrices = 5_000;
const probe = join(import.meta.dirname, 'probe.js');

/** What a reader waits for, in a real browser on this machine, each time a new one that has nothing stored. */
export async function measurePage(size: BookSize): Promise<Measure[]> {
  return await withCopy(size, async ({ url }) => {
    const server = await startApi(url);
    const browser = await startBrowser();
    try {
      return [
        ...(await firstListings(browser, server)),
        await listingPage(browser, server),
        ...(await typing(browser, server)),
        await chart(browser, server),
      ];
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

async function opened(browser: TestBrowser, address: string): Promise<Page> {
  const page = await browser.open('about:blank');
  await page.addInitScript({ path: probe });
  await page.goto(address);
  return page;
}

async function firstListings(browser: TestBrowser, { base }: Server): Promise<Measure[]> {
  const seen = await firstRows(browser, base);
  const [painted, shifts] = [seen.map(({ painted }) => painted), seen.map(({ shift }) => shift)];
  return [
    { name: 'first listings painted', unit: 'ms', values: painted, target: 'within 1,000 ms' },
    { name: 'layout shift until then (CLS)', unit: 'times', values: shifts, target: 'none' },
  ];
}

async function listingPage(browser: TestBrowser, { base }: Server): Promise<Measure> {
  const [some] = (await (await fetch(`${base}/listings?limit=1`)).json()) as { id: number }[];
  const seen = await firstRows(browser, `${base}/${some?.id}/prices`);
  return {
    name: 'a listing painted, with its prices',
    unit: 'ms',
    values: seen.map(({ painted }) => painted),
    target: 'within 1,000 ms',
  };
}

type FirstRows = { painted: number; shift: number };

/** When the first row of the table at an address is painted, in ms since it was gone to. */
async function firstRows(browser: TestBrowser, address: string): Promise<FirstRows[]> {
  const seen: FirstRows[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await opened(browser, address);
    await page.locator('tbody tr').first().waitFor();
    await sleep(500);
    seen.push(await probed<FirstRows>(page));
    await page.close();
  }
  return seen;
}

async function typing(browser: TestBrowser, { base }: Server): Promise<Measure[]> {
  const page = await opened(browser, base);
  await page.locator('tbody tr').first().waitFor();
  await page.getByLabel('Words').pressSequentially('bright apartment near the station', { delay: 60 });
  await page.getByLabel('City or postal code').pressSequentially('Marseille', { delay: 60 });
  await sleep(1_000);
  const { events, longTasks } = await probed<{ events: { name: string; duration: number }[]; longTasks: number[] }>(
    page,
  );
  const keys = events.filter(({ name }) => /^key|input/.test(name)).map(({ duration }) => duration);
  return [
    {
      name: 'from a key to what it paints, longest',
      unit: 'ms',
      values: [Math.max(16, ...keys)],
      target: 'under 200 ms',
    },
    { name: 'longest task while typing', unit: 'ms', values: [Math.max(0, ...longTasks)], target: 'under 200 ms' },
  ];
}

async function chart(browser: TestBrowser, { base }: Server): Promise<Measure> {
  const id = await listingWithPrices(base);
  const page = await opened(browser, `${base}/${id}/prices`);
  await page.locator('figure svg').first().waitFor();
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const box = page.getByLabel('From zero');
    values.push(
      await box.evaluate(async (element) => await (globalThis as unknown as Probed).probe.clickToPaint(element)),
    );
  }
  return { name: `a chart of ${manyPrices} prices drawn anew`, unit: 'ms', values, target: 'within 100 ms' };
}

/** What bench/page/probe.js has put into the page. */
type Probed = { probe: { clickToPaint(element: unknown): Promise<number> } };

/** Imports a listing whose price changed every six hours. */
async function listingWithPrices(base: string): Promise<string> {
  const [some] = (await (await fetch(`${base}/listings?limit=1`)).json()) as Record<string, unknown>[];
  const { id: _, created_date, updated_date, ...listing } = some ?? {};
  const start = Date.now() - manyPrices * 6 * 3_600_000;
  const lines = Array.from({ length: manyPrices }, (_, n) =>
    JSON.stringify({
      ...{ ...listing, reference: 'bench-many-prices', latest_price_eur: 400_000 + ((n * 7_919) % 997) * 100 },
      observed_at: new Date(start + n * 6 * 3_600_000).toISOString(),
    }),
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  await fetch(`${base}/imports`, { method: 'POST', headers, body: `${lines.join('\n')}\n` });
  for (;;) {
    const found = (await (await fetch(`${base}/listings?reference=bench-many-prices`)).json()) as { id: number }[];
    const [imported] = found;
    if (imported) return String(imported.id);
    await sleep(200);
  }
}

async function probed<T>(page: Page): Promise<T> {
  return (await page.locator('html').evaluate(() => (globalThis as { probe?: unknown }).probe)) as T;
}
