import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsTheScreen, noBrowser, phone } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { daysAgo } from '../../support/page/prices.ts';
import { someHome } from '../../support/page/some-home.ts';

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

test('what stands beside a price leaves the home its room on a small phone', { skip: noBrowser }, async () => {
  const { api, browser } = site.world;
  const overrides = { name: 'Flat of a long and winding name, with a view of the sea', latest_price_eur: 90_000 };
  const { id } = await someHome(api, { ...overrides, reference: 'still' });
  const moved = await someHome(api, { ...overrides, reference: 'moved' });
  await api.call('PUT', `/listings/${moved.id}/prices/${daysAgo(50)}`, { price_eur: 80_000 });
  await api.call('PUT', `/listings/${moved.id}/prices/${daysAgo(90)}`, { price_eur: 90_000 });
  const page = await browser.open(site.address, { ...phone, viewport: { width: 360, height: 740 } });
  const widthOf = async (home: number) => {
    const cell = page.locator('tbody th').filter({ has: page.locator(`a[href="/${home}/prices"]`) });
    return (await cell.boundingBox())?.width;
  };
  await page.getByText('back at the first price').first().waitFor();
  assert.equal(await widthOf(moved.id), await widthOf(id));
});
