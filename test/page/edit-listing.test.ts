import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../support/page/browser.ts';
import { hasValue } from '../support/page/has-value.ts';
import { hasFocus, tabTo } from '../support/page/keyboard.ts';
import { field, saidAt } from '../support/page/listing-form.ts';
import { servedPage } from '../support/page/page-world.ts';
import { someHome } from '../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

/** The form of a listing of the test's own. */
async function openForm(): Promise<{ id: number; page: Page }> {
  const { id, path } = await someHome(site.world.api);
  const page = await site.world.browser.open(`${site.address}${path}/edit`);
  await field(page, 'Name').waitFor();
  return { id, page };
}

const read = async (id: number) => (await site.world.api.call('GET', `/listings/${id}`)).body;
const save = (page: Page) => page.getByRole('button', { name: 'Save changes' });

test('a listing is changed with the keyboard alone, and changed back', theBrowser, async () => {
  const { id, page } = await openForm();
  await tabTo(page, field(page, 'Rooms'));
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await page.getByText('“Flat in Perpinyà” is saved.').waitFor();
  assert.equal((await read(id)).rooms_count, 5);
  await tabTo(page, page.getByRole('button', { name: 'Undo' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Undone: the listing says again what it said before.').waitFor();
  assert.equal((await read(id)).rooms_count, 3);
});

test('a price that was changed with other things is voided by undo, for it was never asked', theBrowser, async () => {
  const { id, page } = await openForm();
  const { latest_price_eur: before } = await read(id);
  await field(page, 'Rooms').fill('7');
  await field(page, 'Price, €').fill('99000');
  await save(page).click();
  await page.getByText('“Flat in Perpinyà” is saved.').waitFor();
  assert.equal((await read(id)).latest_price_eur, 99_000);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: the listing says again what it said before.').waitFor();
  const { rooms_count, latest_price_eur } = await read(id);
  assert.deepEqual([rooms_count, latest_price_eur], [3, before]);
  const { body: prices } = await site.world.api.call('GET', `/listings/${id}/prices`);
  assert.deepEqual(
    prices.map(({ price_eur }: { price_eur: number }) => price_eur),
    [before],
  );
});

test('an undo that failed halfway says what stands, and goes on with the rest', theBrowser, async () => {
  const { id, page } = await openForm();
  const { latest_price_eur: before } = await read(id);
  await field(page, 'Rooms').fill('7');
  await field(page, 'Price, €').fill('99000');
  await save(page).click();
  site.world.browser.mayFail(page, new RegExp(`^503 /listings/${id}/prices/`));
  await page.route(/\/prices\/[^/]+$/, async (route) => {
    if (route.request().method() !== 'DELETE') return await route.continue();
    const body = JSON.stringify({ type: '/problems/overloaded', status: 503 });
    await route.fulfill({
      status: 503,
      headers: { 'retry-after': '30' },
      contentType: 'application/problem+json',
      body,
    });
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('All but the price is undone. The service asks to wait 1 minute; try again then.').waitFor();
  const { rooms_count, latest_price_eur } = await read(id);
  assert.deepEqual([rooms_count, latest_price_eur], [3, 99_000]);
  await page.unroute(/\/prices\/[^/]+$/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Undone: the listing says again what it said before.').waitFor();
  assert.equal((await read(id)).latest_price_eur, before);
});

test('only what was changed is written', theBrowser, async () => {
  const { id, page } = await openForm();
  await field(page, 'City').fill('Toulouse');
  const [request] = await Promise.all([page.waitForRequest((sent) => sent.method() === 'PATCH'), save(page).click()]);
  assert.deepEqual(request.postDataJSON(), { postal_address: { city: 'Toulouse' } });
  await page.waitForURL(/\/prices$/);
  assert.equal((await read(id)).postal_address.postal_code, '66000');
});

test('what is wrong is told at its field, which gets the focus, and is not sent', theBrowser, async () => {
  const { id, page } = await openForm();
  await field(page, 'Bedrooms').fill('-1');
  await field(page, 'City').fill('');
  await save(page).click();
  await hasFocus(page, field(page, 'Bedrooms'));
  assert.equal(await saidAt(page, 'Bedrooms'), 'Write 0 or more.');
  assert.equal(await saidAt(page, 'City'), 'This is needed.');
  assert.equal((await read(id)).bedrooms_count, 2);
});

test('what the service refuses is told at its field, which gets the focus', theBrowser, async () => {
  await someHome(site.world.api, { reference: 'B-1' });
  const { id, page } = await openForm();
  site.world.browser.mayFail(page, `422 /listings/${id}`, `409 /listings/${id}`);
  await field(page, 'Street and number').fill('1 rue\0des Lilas');
  await save(page).click();
  await hasFocus(page, field(page, 'Street and number'));
  assert.match(await saidAt(page, 'Street and number'), /^The service says: .*NUL/);
  await field(page, 'Street and number').fill('1 rue des Lilas');
  await field(page, 'Reference (optional)').fill('B-1');
  await save(page).click();
  await hasFocus(page, field(page, 'Reference (optional)'));
  assert.equal(await saidAt(page, 'Reference (optional)'), 'Another listing has this already.');
});

test('what is typed outlives a reload, and is forgotten when it is discarded', theBrowser, async () => {
  const { page } = await openForm();
  await field(page, 'Name').fill('Half a title');
  await page.getByText('What you type is kept in this browser.').waitFor();
  await page.reload();
  await page.getByText(/Your unsaved changes from .* are here\./).waitFor();
  await hasValue(field(page, 'Name'), 'Half a title');
  await page.getByRole('button', { name: 'Discard' }).click();
  await hasValue(field(page, 'Name'), 'Flat in Perpinyà');
  await page.reload();
  await field(page, 'Name').waitFor();
  assert.equal(await page.getByText('Your unsaved changes').count(), 0);
});

test('who changed nothing goes back, and nothing is written', theBrowser, async () => {
  const { id, page } = await openForm();
  const { updated_date } = await read(id);
  await field(page, 'Name').fill('Another title');
  await field(page, 'Name').fill('Flat in Perpinyà');
  await save(page).click();
  await page.waitForURL(/\/prices$/);
  assert.equal((await read(id)).updated_date, updated_date);
});

test(
  'a service that asks to wait long is told so at once, and what was typed can be sent again',
  theBrowser,
  async () => {
    const { id, page } = await openForm();
    site.world.browser.mayFail(page, `503 /listings/${id}`);
    let isBusy = true;
    await page.route(`**/listings/${id}`, async (route) => {
      if (route.request().method() !== 'PATCH' || !isBusy) return await route.continue();
      const headers = { 'content-type': 'application/problem+json', 'retry-after': '1800' };
      await route.fulfill({ status: 503, headers, body: '{"type":"/problems/overloaded","detail":""}' });
    });
    await field(page, 'Rooms').fill('8');
    await save(page).click();
    const told = page.getByRole('alert').filter({ hasText: 'The service asks to wait 30 minutes.' });
    await hasFocus(page, told);
    isBusy = false;
    await told.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL(/\/prices$/);
    assert.equal((await read(id)).rooms_count, 8);
  },
);

test('a phone number is taken as people write it, and saved in its form', theBrowser, async () => {
  const { id, page } = await openForm();
  const phone = field(page, 'Phone (optional)');
  await phone.fill('030 123456');
  await phone.blur();
  await page.getByText('Write it with + and the country’s number first').waitFor();
  await phone.fill('+49 (0)30 123-456');
  await save(page).click();
  await page.waitForURL(/\/prices$/);
  assert.equal((await read(id)).contact_phone_number, '+4930123456');
});
