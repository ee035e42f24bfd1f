import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { hasFocus } from '../../support/page/keyboard.ts';
import { field, fillForm, someTexts } from '../../support/page/listing-form.ts';
import { loseAnswers as loseAnswersOf } from '../../support/page/lost-answers.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/new' });

/** A form that is filled in, of a listing with a name of its own. */
async function filledIn(name: string): Promise<Page> {
  const page = await site.world.browser.open(site.address);
  await fillForm(page, { ...someTexts, Name: name });
  return page;
}

async function countNamed(name: string): Promise<number> {
  const { body } = await site.world.api.call('GET', `/listings?q=${encodeURIComponent(name)}`);
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
  site.world.browser.mayFail(page, '0 /listings');
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
  site.world.browser.mayFail(page, '0 /listings');
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

/** Loses the answers to what creates a listing. @param isMade whether the first of it is made */
async function loseAnswers(page: Page, { isMade }: { isMade: boolean }) {
  site.world.browser.mayFail(page, '503 /listings');
  return await loseAnswersOf(page, '**/listings', { isMade });
}

const lost = (page: Page) => page.getByRole('alert').filter({ hasText: 'No answer came' });

test(
  'what was sent before the page was loaded again is sent again under its key, and made once',
  theBrowser,
  async () => {
    const page = await filledIn('Loaded again');
    const line = await loseAnswers(page, { isMade: true });
    await create(page).click();
    await lost(page).waitFor();
    await page.reload();
    await page.getByText('no answer came. Send it again: it is made once.').waitFor();
    line.isLost = false;
    await create(page).click();
    await page.waitForURL(/\/\d+\/prices$/);
    assert.equal(await countNamed('Loaded again'), 1);
  },
);

test('what is changed after it was made without an answer is work on what was made', theBrowser, async () => {
  const page = await filledIn('Changed after it was made');
  site.world.browser.mayFail(page, '422 /listings'); // its key is of what was made
  const line = await loseAnswers(page, { isMade: true });
  await create(page).click();
  await lost(page).waitFor();
  line.isLost = false;
  await field(page, 'Price, €').fill('300,000');
  await page.reload();
  await create(page).click();
  await page.getByText('is created. What you changed since you sent it is not saved yet.').waitFor();
  assert.match(page.url(), /\/edit$/);
  await hasValue(field(page, 'Price, €'), '300,000');
  assert.equal(await countNamed('Changed after it was made'), 1);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.waitForURL(/\/prices$/);
  const { body } = await site.world.api.call('GET', `/listings?q=${encodeURIComponent('Changed after it was made')}`);
  assert.deepEqual([body.length, body[0].latest_price_eur], [1, 300_000]);
});

test('what is changed after it was lost on the way is made as it is now, at its first price', theBrowser, async () => {
  const page = await filledIn('Changed before it was made');
  const line = await loseAnswers(page, { isMade: false });
  await create(page).click();
  await lost(page).waitFor();
  line.isLost = false;
  await field(page, 'Price, €').fill('301,000');
  await create(page).click();
  await page.waitForURL(/\/\d+\/prices$/);
  const { body } = await site.world.api.call('GET', `${new URL(page.url()).pathname.replace('/', '/listings/')}`);
  assert.deepEqual(
    body.map(({ price_eur }: { price_eur: number }) => price_eur),
    [301_000],
  );
});

test('what is typed while it is sent is work on what was made', theBrowser, async () => {
  const page = await filledIn('Typed on');
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/listings', async (route) => {
    if (route.request().method() === 'POST') await promise;
    await route.continue();
  });
  await create(page).click();
  await page.getByRole('button', { name: 'Sending …' }).waitFor();
  await field(page, 'City').fill('Nice');
  resolve();
  await page.waitForURL(/\/edit$/);
  await hasValue(field(page, 'City'), 'Nice');
  assert.equal(await countNamed('Typed on'), 1);
});

test(
  'what was sent so long ago that its key counts no more is not sent before one has looked',
  theBrowser,
  async () => {
    const page = await filledIn('Sent days ago');
    const line = await loseAnswers(page, { isMade: true });
    await create(page).click();
    await lost(page).waitFor();
    line.isLost = false;
    await page.evaluate(() => {
      const [key = ''] = Object.keys(localStorage).filter((name) => name.startsWith('draft:new'));
      const draft = JSON.parse(localStorage.getItem(key) ?? '');
      localStorage.setItem(key, JSON.stringify({ ...draft, sent: { ...draft.sent, at: Date.now() - 86_400_000 } }));
    });
    await page.reload();
    const note = page.getByRole('alert').filter({ hasText: 'it would be made once more' });
    await create(page).click();
    await hasFocus(page, note);
    assert.equal(await note.getByRole('link').getAttribute('href'), '/?q=Sent+days+ago');
    assert.equal(await countNamed('Sent days ago'), 1);
    await note.getByRole('button', { name: 'It is not there' }).click();
    await create(page).click();
    await page.waitForURL(/\/\d+\/prices$/);
    assert.equal(await countNamed('Sent days ago'), 2);
  },
);

/** Holds the answer to what creates a listing back. @returns what lets it go */
async function holdAnswer(page: Page, answer: 'its own' | 'a refusal' = 'its own'): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/listings', async (route) => {
    if (route.request().method() !== 'POST') return await route.continue();
    if (answer === 'its own') {
      const response = await route.fetch();
      await promise;
      return await route.fulfill({ response });
    }
    await promise;
    const problem = { type: '/problems/conflict', status: 409, detail: '', errors: [{ pointer: '/reference' }] };
    await route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  });
  return resolve;
}

/** Sends the form, leaves it, and comes back to it before the answer. */
async function leaveAndComeBack(page: Page): Promise<void> {
  await create(page).click();
  await page.getByRole('button', { name: 'Sending …' }).waitFor();
  await page.getByRole('link', { name: 'Back to all listings' }).click();
  await page.getByRole('heading', { name: 'New listing' }).waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByRole('button', { name: 'Sending …' }).waitFor();
  assert.equal(await page.getByText('no answer came').count(), 0);
}

test('who comes back to the form before the answer goes on with what is made', theBrowser, async () => {
  const page = await filledIn('Left and come back to');
  const letGo = await holdAnswer(page);
  await leaveAndComeBack(page);
  letGo();
  await page.getByText('“Left and come back to” is created.').waitFor();
  await page.waitForURL(/\/\d+\/prices$/);
  assert.equal(await countNamed('Left and come back to'), 1);
  await page.goto(site.address);
  await hasValue(field(page, 'Name'), '');
});

test('what is typed after one came back is work on what is made', theBrowser, async () => {
  const page = await filledIn('Left and typed on');
  const letGo = await holdAnswer(page);
  await leaveAndComeBack(page);
  await field(page, 'City').fill('Nice');
  letGo();
  await page.waitForURL(/\/edit$/);
  await hasValue(field(page, 'City'), 'Nice');
});

test('what is refused after one came back is told at its field, and open no more', theBrowser, async () => {
  const page = await filledIn('Left and refused');
  site.world.browser.mayFail(page, '409 /listings');
  const letGo = await holdAnswer(page, 'a refusal');
  await leaveAndComeBack(page);
  letGo();
  await create(page).waitFor();
  await hasFocus(page, field(page, 'Reference (optional)'));
  await page.reload();
  await create(page).waitFor();
  assert.equal(await page.getByText('no answer came').count(), 0);
});
