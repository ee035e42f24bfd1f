import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../support/page/browser.ts';
import { servedPage } from '../support/page/page-world.ts';

const served = servedPage({ path: '/docs' });

test('the pages of the API show and ask it under their policy', { skip: noBrowser }, async () => {
  const page = await served.world.browser.open(served.address);
  await page.locator('#operations-health-livez').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  const answer = page.locator('.live-responses-table .response').first();
  await answer.waitFor();
  assert.match(await answer.innerText(), /200[\s\S]*"ok"/);
});
