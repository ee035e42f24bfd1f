import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsTheScreen, noBrowser, phone } from '../support/page/browser.ts';
import { servedPage } from '../support/page/page-world.ts';
import { daysAgo } from '../support/page/prices.ts';
import { someHome } from '../support/page/some-home.ts';

const site = servedPage({ path: '' });

test('a home of the highest price that is back at its first one fits a small phone', { skip: noBrowser }, async () => {
  const { api, browser } = site.world;
  const most = 999_999_999_999.99;
  const { id } = await someHome(api, { name: 'Flat of all', latest_price_eur: most });
  await api.call('PUT', `/listings/${id}/prices/${daysAgo(50)}`, { price_eur: 0.01 });
  await api.call('PUT', `/listings/${id}/prices/${daysAgo(90)}`, { price_eur: most });
  const rising = await someHome(api, { name: 'Flat that rose', latest_price_eur: most });
  await api.call('PUT', `/listings/${rising.id}/prices/${daysAgo(90)}`, { price_eur: 0.01 });
  for (const locale of ['de-DE', 'fr-FR', 'en-GB']) {
    const page = await browser.open(site.address, { ...phone, viewport: { width: 360, height: 740 }, locale });
    await page.getByRole('link', { name: 'Flat of all' }).waitFor();
    assert.ok(await fitsTheScreen(page), `something is beside the screen: ${locale}`);
    await page.context().close();
  }
});
