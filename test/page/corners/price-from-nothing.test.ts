import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { daysAgo, priceRow } from '../../support/page/prices.ts';
import { someHome } from '../../support/page/some-home.ts';

const site = servedPage({ path: '' });

test('a price that was nothing at first is told wherever the change since then is', { skip: noBrowser }, async () => {
  const { api, browser } = site.world;
  const { id, path } = await someHome(api, { name: 'Flat from nothing', latest_price_eur: 250_000 });
  await api.call('PUT', `/listings/${id}/prices/${daysAgo(50)}`, { price_eur: 260_000 });
  await api.call('PUT', `/listings/${id}/prices/${daysAgo(90)}`, { price_eur: 0 });
  const page = await browser.open(site.address);
  await page.getByRole('row', { name: 'Flat from nothing' }).getByText('from €0').waitFor();
  await page.goto(`${site.address}${path}/prices`);
  const head = page.locator('header').filter({ hasText: 'since listed' });
  await head.getByText('from €0', { exact: false }).first().waitFor();
  await priceRow(page, '€260,000').getByText('from €0').waitFor();
});
