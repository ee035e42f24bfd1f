import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desktop, noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({
  path: '/1/prices',
  fill: async (api) => {
    await cutHome(api, 'Flat with a past');
    const reason = `https://example.org/${'x'.repeat(300)}`;
    await api.call('PUT', '/listings/1/prices/2020-01-01T00:00:00Z', { price_eur: 390_000, reason });
  },
});

for (const width of [360, desktop.viewport?.width ?? 0]) {
  test(`a reason without a space pushes no button out of sight at ${width} px`, theBrowser, async () => {
    const page = await site.world.browser.open(site.address, { viewport: { width, height: 800 } });
    const table = page.getByRole('table');
    await table.waitFor();
    const wide = await table.evaluate(({ scrollWidth }) => scrollWidth);
    const most = await table.locator('..').evaluate(({ clientWidth }) => clientWidth);
    assert.ok(wide <= most, `${wide} > ${most}`);
  });
}
