import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { field } from '../../support/page/listing-form.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '/new' });

/** In the page, whose types tests do not have. */
const closed = `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError'); } });`;
const full = `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`;

/** The form of a new listing, in a browser that keeps nothing. */
async function openForm(script: string): Promise<Page> {
  const page = await served.world.browser.open('about:blank');
  await page.addInitScript(script);
  await page.goto(served.address);
  await field(page, 'Name').click();
  await page.keyboard.type('Flat without a shelf');
  return page;
}

const kept = (page: Page) => page.getByText('What you type is kept in this browser.');
const notKept = (page: Page) => page.getByText('This browser does not keep what you type');

for (const [name, script] of Object.entries({ closed, full })) {
  test(`where storage is ${name} it says that nothing is kept, and asks before it is lost`, theBrowser, async () => {
    const page = await openForm(script);
    await notKept(page).waitFor();
    assert.equal(await kept(page).count(), 0);
    const asked = page.waitForEvent('dialog');
    const reloaded = page.reload();
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.accept();
    await reloaded;
    await field(page, 'Name').waitFor();
    await hasValue(field(page, 'Name'), '');
  });
}

test('what is not kept is still there when one comes back to it in the same page', theBrowser, async () => {
  const page = await openForm(closed);
  await notKept(page).waitFor();
  await page.getByRole('link', { name: 'Drops' }).click();
  await page.getByRole('link', { name: 'New listing' }).click();
  await page.getByText(/Your unsaved changes from .* are here\./).waitFor();
  await hasValue(field(page, 'Name'), 'Flat without a shelf');
  await notKept(page).waitFor();
});

test('where it is kept nobody is asked', theBrowser, async () => {
  const page = await openForm('');
  await kept(page).waitFor();
  page.on('dialog', () => assert.fail('it asked'));
  await page.reload();
  await hasValue(field(page, 'Name'), 'Flat without a shelf');
});
