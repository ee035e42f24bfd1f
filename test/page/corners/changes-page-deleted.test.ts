import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { createNamed, entries, untilLive } from '../../support/page/feed-page.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const site = servedPage({ path: '/changes' });

for (const show of ['created', 'prices', 'updated', 'corrected']) {
  test(`H6: the name of a deleted home goes from the page that shows ${show}`, { skip: noBrowser }, async () => {
    const { api, browser } = site.world;
    const [id = 0] = await createNamed(api, [`Flat that goes from ${show}`]);
    await api.call('PATCH', `/listings/${id}`, { latest_price_eur: 90_000 });
    const { body: listing } = await api.call('GET', `/listings/${id}`);
    await api.call('PUT', `/listings/${id}/prices/${listing.created_date}`, { price_eur: 110_000 });
    await untilCaughtUp(api);
    const page = await browser.open(`${site.address}?show=${show}`);
    await untilLive(page);
    const told = entries(page).filter({ hasText: `Flat that goes from ${show}` });
    await told.first().waitFor();
    const count = await entries(page).count();
    await api.call('DELETE', `/listings/${id}`);
    await told.first().waitFor({ state: 'detached' });
    assert.equal(
      (await entries(page)
        .filter({ hasText: `Listing ${id}` })
        .count()) > 0,
      true,
    );
    assert.equal(await entries(page).count(), count);
  });
}
