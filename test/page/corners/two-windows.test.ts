import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { field } from '../../support/page/listing-form.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { someHome } from '../../support/page/some-home.ts';
import { until } from '../../support/until.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '/new' });

const title = (page: Page) => field(page, 'Name');
const type = async (page: Page, text: string) => {
  await title(page).fill(text);
  await page.getByText('What you type is kept in this browser.').waitFor();
};

/** Another window of the same reader. */
async function another(page: Page, url = page.url()): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(url);
  await title(other).waitFor();
  return other;
}

const locks = () => navigator.locks.query().then(({ held = [] }) => held.length);

/** Closes a window, and waits until others may know. */
async function close(page: Page, other: Page): Promise<void> {
  const before = await other.evaluate(locks);
  await page.close();
  await until('it is gone', async () => (await other.evaluate(locks)) < before);
}

test('each window has its own work on the same form', theBrowser, async () => {
  const one = await served.world.browser.open(served.address);
  const other = await another(one);
  await type(one, 'Typed in one');
  await type(other, 'Typed in the other');
  await one.reload();
  await other.reload();
  await hasValue(title(one), 'Typed in one');
  await hasValue(title(other), 'Typed in the other');
});

test('a window that has a copy of the storage of another has its own work, too', theBrowser, async () => {
  const one = await served.world.browser.open(served.address);
  await type(one, 'Typed first');
  await one.reload();
  const opening = one.waitForEvent('popup');
  await one.evaluate('void window.open(window.location.href)');
  const other = await opening;
  await type(other, 'Typed in the copy');
  await one.reload();
  await hasValue(title(one), 'Typed first');
  await other.reload();
  await hasValue(title(other), 'Typed in the copy');
});

test('work of a window that was closed is offered; what one has typed by then is put away', theBrowser, async () => {
  const one = await served.world.browser.open(served.address);
  const other = await another(one);
  await type(other, 'Left behind');
  await close(other, one);
  await one.reload();
  await type(one, 'Begun here');
  await one.getByText(/There are unsaved changes from .*: “Left behind”\./).waitFor();
  await one.getByRole('button', { name: 'Go on with them' }).click();
  await one.getByText(/There are unsaved changes from .*: “Begun here”\./).waitFor();
  await hasValue(title(one), 'Left behind');
  await one.getByRole('button', { name: 'Discard' }).nth(1).click();
  await one.getByText(/There are unsaved changes/).waitFor({ state: 'detached' });
  await one.getByRole('button', { name: 'Undo' }).click();
  await one.getByText(/: “Begun here”\./).waitFor();
});

test('work of a window that is open is offered to no other', theBrowser, async () => {
  const one = await served.world.browser.open(served.address);
  await type(one, 'Worked on');
  const other = await another(one);
  const third = await another(one);
  await type(third, 'Left behind');
  await close(third, other);
  await other.reload();
  await other.getByText(/: “Left behind”\./).waitFor();
  await other.getByRole('button', { name: 'Discard' }).click();
  await other.getByText('Your unsaved changes are discarded.').waitFor();
  await other.getByText(/There are unsaved changes/).waitFor({ state: 'detached' });
});

test('work on a listing that was deleted becomes a new one beside other work on a new one', theBrowser, async () => {
  const { id, path } = await someHome(served.world.api);
  const page = await served.world.browser.open(served.address);
  served.world.browser.mayFail(page, `404 /listings/${id}`);
  await type(page, 'Of my own');
  await page.goto(`${served.world.api.base}${path}/edit`);
  await type(page, 'Of before');
  await served.world.api.call('DELETE', `/listings/${id}`);
  await page.reload();
  await page.getByRole('button', { name: 'Create it again as new' }).click();
  await page.getByText(/: “Of my own”\./).waitFor();
  await hasValue(title(page), 'Of before');
});
