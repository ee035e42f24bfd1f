import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { assertLooksGood, looks } from '../../support/page/looks.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo } from '../../support/page/prices.ts';

const site = servedPage({ path: '' });

async function borderOf(button: Locator): Promise<string> {
  return await button.evaluate((element) => element.ownerDocument.defaultView.getComputedStyle(element).borderColor);
}

for (const { name, reader } of looks) {
  test(`no box comes up around the buttons of prices while one is stated: ${name}`, { skip: noBrowser }, async () => {
    const { id, path } = await cutHome(site.world.api, `Flat, ${name}`);
    const voided = `/listings/${id}/prices/${daysAgo(60)}`;
    await site.world.api.call('PUT', voided, { price_eur: 395_000 });
    await site.world.api.call('DELETE', voided);
    const page = await site.world.browser.open(`${site.address}${path}`, { ...reader, reducedMotion: 'reduce' });
    const [restore, correct] = ['Restore', 'Correct'].map((verb) => page.getByRole('button', { name: verb }).first());
    assert.ok(restore && correct);
    const before = [await borderOf(restore), await borderOf(correct)];
    const release = await holdRequests(page, `**/listings/${id}/prices/*`);
    await restore.click();
    for (const button of [restore, correct]) await button.and(page.locator('[aria-disabled="true"]')).waitFor();
    assert.deepEqual([await borderOf(restore), await borderOf(correct)], before);
    await assertLooksGood(page);
    release();
    await page.getByText(/is restored: €395,000\.$/).waitFor();
  });
}
