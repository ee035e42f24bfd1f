import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../support/page/browser.ts';
import { hasFocus } from '../support/page/keyboard.ts';
import { fillForm, someTexts } from '../support/page/listing-form.ts';
import { type PageWorld, startPageWorld } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

let world: PageWorld;
before(async () => {
  if (noBrowser) return;
  world = await startPageWorld();
});
after(async () => await world?.close());

/** A form that is filled in, of a listing with a name of its own. */
async function filledIn(name: string): Promise<Page> {
  const page = await world.browser.open(`${world.api.base}/new`);
  await fillForm(page, { ...someTexts, Title: name });
  return page;
}

async function countNamed(name: string): Promise<number> {
  const { body } = await world.api.call('GET', `/listings?q=${encodeURIComponent(name)}`);
  return body.length;
}

const create = (page: Page) => page.getByRole('button', { name: 'Create listing' });

test('a double click creates one listing', theBrowser, async () => {
  const page = await filledIn('Clicked twice');
  await create(page).dblclick();
  await page.waitForURL(/\/\d+\/prices$/);
  assert.equal(await countNamed('Clicked twice'), 1);
});

test('a write whose answer is lost is sent again under its key, and made once', theBrowser, async () => {
  const page = await filledIn('Lost on the way');
  const keys: (string | undefined)[] = [];
  await page.route('**/listings', async (route) => {
    if (route.request().method() !== 'POST') return await route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return await route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await create(page).click();
  await page.waitForURL(/\/\d+\/prices$/);
  assert.deepEqual([keys.length, new Set(keys).size, typeof keys[0]], [2, 1, 'string']);
  assert.equal(await countNamed('Lost on the way'), 1);
});

test('where no answer comes at all it says what to do, and sending it again makes it once', theBrowser, async () => {
  const page = await filledIn('Sent from a tunnel');
  const keys: (string | undefined)[] = [];
  let isCut = true;
  await page.route('**/listings', async (route) => {
    if (route.request().method() !== 'POST') return await route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (!isCut) return await route.continue();
    if (keys.length === 1) await route.fetch();
    await route.abort('connectionreset');
  });
  await create(page).click();
  const told = page.getByRole('alert').filter({ hasText: 'No answer came, so it may have been made or not.' });
  await told.waitFor();
  await hasFocus(page, told);
  isCut = false;
  await create(page).click();
  await page.waitForURL(/\/\d+\/prices$/);
  assert.equal(new Set(keys).size, 1);
  assert.equal(await countNamed('Sent from a tunnel'), 1);
});
