import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startServer, withDataDir } from '../bench/measured-process.ts';
import { desktop, phone, type Reader, startBrowser } from '../test/support/page/browser.ts';

// npx node docs/screenshots.ts: takes a picture of each page of the demo book, for docs/img.

const folder = fileURLToPath(new URL('img/', import.meta.url));

type Shot = { name: string; path: string; reader?: Reader; seen: (page: Page) => Promise<unknown> };

const rows = async (page: Page) => await page.locator('tbody tr').first().waitFor();
const drawn = async (page: Page) => await page.locator('figure svg').first().waitFor();
const dark: Reader = { ...desktop, colorScheme: 'dark' };
const home = '/65';

const shots: readonly Shot[] = [
  { name: 'listings', path: '/', seen: rows },
  {
    name: 'listings-phone',
    path: '/?city=Marseille&country=FR',
    reader: { ...phone, colorScheme: 'dark' },
    seen: rows,
  },
  { name: 'listing', path: `${home}/prices`, seen: drawn },
  { name: 'listing-dark', path: `${home}/prices?range=3m`, reader: dark, seen: drawn },
  { name: 'listing-phone', path: `${home}/prices`, reader: { ...phone, locale: 'de-DE' }, seen: drawn },
  { name: 'drops', path: '/drops?days=30', seen: rows },
  { name: 'market', path: '/market', seen: drawn },
  { name: 'market-dark', path: '/market?compare=country', reader: dark, seen: drawn },
  { name: 'changes', path: '/changes', seen: async (page) => await page.getByText('Live').first().waitFor() },
  { name: 'edit', path: `${home}/edit`, seen: async (page) => await page.locator('form textarea').waitFor() },
];

await mkdir(folder, { recursive: true });
await withDataDir(async (settings) => {
  const server = await startServer({ ...settings, DEMO: '1' });
  const browser = await startBrowser();
  try {
    await changeSomePrices(server.base);
    for (const { name, path, reader = desktop, seen } of shots) {
      const page = await browser.open(`${server.base}${path}`, reader);
      await seen(page);
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {}); // a live page never is
      await page.screenshot({ path: `${folder}${name}.png` });
      await page.close();
      process.stdout.write(`docs/img/${name}.png\n`);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
});

/** So that there is a correction to be seen, and something that has just changed. */
async function changeSomePrices(base: string): Promise<void> {
  const write = async (method: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${base}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  const day = new Date(Date.now() - 50 * 86_400_000).toISOString();
  await write('PUT', `/listings${home}/prices/${day}`, { price_eur: 29_900, reason: 'typed in haste' });
  await write('PUT', `/listings${home}/prices/${day}`, { price_eur: 334_000, reason: 'a digit was missing' });
  for (const [id, factor] of [
    [7, 0.97],
    [12, 1.01],
    [21, 0.94],
  ] as const) {
    const listing = (await (await fetch(`${base}/listings/${id}`)).json()) as { latest_price_eur: number };
    await write('PATCH', `/listings/${id}`, { latest_price_eur: Math.round(listing.latest_price_eur * factor) });
  }
  for (;;) {
    const movers = await fetch(`${base}/market/movers?limit=1`);
    if (movers.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
