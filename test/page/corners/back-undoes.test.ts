import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { someHome } from '../../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '', fill: async (api) => void (await someHome(api)) });

const open = async (path: string) => await site.world.browser.open(`${site.address}${path}`);

test('going back undoes what was chosen in a search, and what was typed since', theBrowser, async () => {
  const page = await open('/');
  const [type, most] = [page.getByLabel('Type'), page.getByLabel('Price to, €')];
  await type.selectOption('HOUSE');
  await page.waitForURL(/\?type=HOUSE$/);
  await most.pressSequentially('250000');
  await page.waitForURL(/\?type=HOUSE&price_max=250000$/);
  await page.getByLabel('Order').selectOption('-created_date');
  await page.waitForURL(/sort=-created_date$/);
  await page.goBack();
  await page.waitForURL(/\?type=HOUSE&price_max=250000$/);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.waitForURL(/\/$/);
  await page.goBack();
  await page.waitForURL(/\?type=HOUSE&price_max=250000$/);
  await hasValue(type, 'HOUSE');
  await hasValue(most, '250,000');
  await page.goBack();
  await page.waitForURL(/\/$/);
  await hasValue(type, '');
  await hasValue(most, '');
});

test('going back undoes what was chosen among cuts', theBrowser, async () => {
  const page = await open('/drops');
  await page.getByLabel('Type').selectOption('HOUSE');
  await page.waitForURL(/\?type=HOUSE$/);
  await page.goBack();
  await page.waitForURL(/\/drops$/);
  await hasValue(page.getByLabel('Type'), '');
});

test('going back undoes what was chosen in the market', theBrowser, async () => {
  const page = await open('/market');
  await page.getByLabel('Measure').selectOption('cut_share');
  await page.waitForURL(/\?measure=cut_share$/);
  await page.getByRole('radio', { name: '1Y' }).check();
  await page.waitForURL(/\?measure=cut_share&span=1y$/);
  await page.goBack();
  await page.waitForURL(/\?measure=cut_share$/);
  assert.ok(await page.getByRole('radio', { name: '3Y' }).isChecked());
  await page.goBack();
  await page.waitForURL(/\/market$/);
});
