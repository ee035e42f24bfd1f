import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { openEditForm, saveButton } from '../../support/page/edit-form.ts';
import { field } from '../../support/page/listing-form.ts';
import { assertLooksGood, looks } from '../../support/page/looks.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '' });

const undo = (page: Page) => page.getByRole('status').getByRole('button', { name: 'Undo' });

/** What one could press below a control, if it lies over something. */
const isAboveThePage = async (page: Page): Promise<boolean> => {
  const [notice, main] = [await undo(page).boundingBox(), await page.getByRole('main').boundingBox()];
  assert.ok(notice && main, 'both are there');
  return notice.y >= 0 && notice.y + notice.height <= main.y;
};

for (const { name, reader } of looks) {
  test(
    `what was done on one page covers nothing of the next ones, and can be undone there: ${name}`,
    theBrowser,
    async () => {
      const { page } = await openEditForm(served.world, reader);
      await field(page, 'Rooms').fill('7');
      await saveButton(page).click();
      await page.waitForURL(/\/prices$/);
      await undo(page).waitFor();
      assert.ok(await isAboveThePage(page));
      await page.getByRole('link', { name: 'Edit listing' }).click();
      await field(page, 'Rooms').waitFor();
      assert.ok(await isAboveThePage(page));
      await assertLooksGood(page);
      await undo(page).click();
      await page.getByText('Undone: the listing says again what it said before.').waitFor();
    },
  );
}

test('what was done on a page is told where one is, however far down', theBrowser, async () => {
  const { id } = await openEditForm(served.world);
  const page = await served.world.browser.open(`${served.world.api.base}/${id}/prices`);
  await page.getByLabel('New price, €').fill('95000');
  await page.keyboard.press('Enter');
  await undo(page).waitFor();
  await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
  const [box, size] = [await undo(page).boundingBox(), page.viewportSize()];
  assert.ok(box && size && box.y > 0 && box.y + box.height <= size.height);
});
