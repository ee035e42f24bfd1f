import assert from 'node:assert/strict';
import { test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { noBrowser } from '../support/page/browser.ts';
import { hasValue } from '../support/page/has-value.ts';
import { hasFocus, tabTo } from '../support/page/keyboard.ts';
import { field, fillForm, saidAt, someTexts, typeForm } from '../support/page/listing-form.ts';
import { servedPage } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/new' });

const open = async () => await site.world.browser.open(site.address);

test('a listing is created with the keyboard alone, and is shown then', theBrowser, async () => {
  const page = await site.world.browser.open(site.world.api.base);
  await tabTo(page, page.getByRole('link', { name: 'New listing' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New listing' }).waitFor();
  await typeForm(page, someTexts);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('“House behind the mill” is created.').waitFor();
  await page.getByRole('heading', { name: 'House behind the mill' }).waitFor();
  const [, id] = /\/(\d+)\/prices$/.exec(page.url()) ?? [];
  const { body } = await site.world.api.call('GET', `/listings/${id}`);
  assert.deepEqual(
    [body.building_type, body.latest_price_eur, body.surface_area_m2, body.rooms_count, body.postal_address.country],
    ['HOUSE', 310_000, 120.5, 6, 'FR'],
  );
});

test(
  'what is missing is told at its field and at the top, and the first of it gets the focus',
  theBrowser,
  async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Create listing' }).click();
    await hasFocus(page, field(page, 'Name'));
    assert.equal(await saidAt(page, 'Name'), 'This is needed.');
    const top = page.getByRole('alert').filter({ hasText: '11 fields are not right yet:' });
    await top.getByRole('link', { name: 'City' }).click();
    await hasFocus(page, field(page, 'City'));
    await page.keyboard.type('Lyon');
    await page.getByRole('alert').filter({ hasText: '10 fields are not right yet:' }).waitFor();
    assert.equal(await saidAt(page, 'City'), '');
  },
);

test('what is no number or too much is told once the field is left', theBrowser, async () => {
  const page = await open();
  for (const [label, text, said] of [
    ['Price, €', 'much', 'Write a number, such as 1,234.5.'],
    ['Price, €', '1.234', 'Write at most two decimals.'],
    ['Rooms', '2.5', 'Write a whole number.'],
    ['Rooms', '0', 'Write 1 or more.'],
  ] as const) {
    await field(page, label).fill(text);
    await page.keyboard.press('Tab');
    await page.getByText(said).waitFor();
    assert.equal(await saidAt(page, label), said);
  }
});

test('what the service refuses is told at its field, which gets the focus', theBrowser, async () => {
  await site.world.api.call('POST', '/listings', someListing({ reference: 'A-1' }));
  const page = await open();
  site.world.browser.mayFail(page, '409 /listings', '422 /listings');
  await fillForm(page, { ...someTexts, 'Reference (optional)': 'A-1' });
  await page.getByRole('button', { name: 'Create listing' }).click();
  await hasFocus(page, field(page, 'Reference (optional)'));
  assert.equal(await saidAt(page, 'Reference (optional)'), 'Another listing has this already.');

  await field(page, 'Reference (optional)').fill('A-2');
  await field(page, 'Description').fill('Not\0a text');
  await page.getByRole('button', { name: 'Create listing' }).click();
  await hasFocus(page, field(page, 'Description'));
  assert.match(await saidAt(page, 'Description'), /^The service says: .*NUL/);

  await field(page, 'Description').fill('A text');
  await page.getByRole('button', { name: 'Create listing' }).click();
  await page.waitForURL(/\/\d+\/prices$/);
});

test('what is typed outlives a reload; it is discarded, and brought back', theBrowser, async () => {
  const page = await open();
  await fillForm(page, { Name: 'Half a house', 'Price, €': '310,000' });
  await page.getByText('What you type is kept in this browser.').waitFor();
  await page.reload();
  await page.getByText(/Your unsaved changes from .* are here\./).waitFor();
  await hasValue(field(page, 'Name'), 'Half a house');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Your unsaved changes are discarded.').waitFor();
  await hasValue(field(page, 'Name'), '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(/Your unsaved changes from .* are here\./).waitFor();
  await hasValue(field(page, 'Price, €'), '310,000');
});
