import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiProblem } from '../../../ui/src/api/problem.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { hasFocus } from '../../support/page/keyboard.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '/' });

const refusal = (status: number, kind: string) => ({
  status,
  headers: { 'content-type': 'application/problem+json', 'retry-after': '7' },
  body: JSON.stringify({ type: `/problems/${kind}`, status, title: '', detail: 'What it says.' }),
});

test('why a read is refused is told in the language of the reader', theBrowser, async () => {
  const page = await served.world.browser.open('about:blank', { locale: 'fr-FR' });
  served.world.browser.mayFail(page, /^(403|422|429|500) \/listings$/);
  let given = refusal(403, 'forbidden');
  await page.route('**/listings?*', async (route) => await route.fulfill(given));
  const told = page.getByRole('alert');
  const again = page.getByRole('button', { name: 'Réessayer' });
  for (const [status, kind, words, isOffered] of [
    [403, 'forbidden', 'Votre clé ne permet pas cela.', false],
    [422, 'too-costly', 'C’est trop long pour le service', false],
    [422, 'invalid', 'Le service indique : What it says.', false],
    [429, 'too-many-requests', 'Trop de demandes : reprenez dans 7 s.', true],
    [500, 'internal', 'Erreur du service.', true],
  ] as const) {
    given = refusal(status, kind);
    await page.goto(served.address);
    await told.filter({ hasText: words }).waitFor();
    assert.equal(await again.count(), isOffered ? 1 : 0, kind);
  }
});

test('why a write is refused is told so, too', theBrowser, async () => {
  const { id, path } = await cutHome(served.world.api, 'Appartement gardé');
  const page = await served.world.browser.open(`${served.world.api.base}${path}`, { locale: 'fr-FR' });
  served.world.browser.mayFail(page, `403 /listings/${id}`);
  await page.route(/\/listings\/\d+$/, async (route) =>
    route.request().method() === 'PATCH' ? await route.fulfill(refusal(403, 'forbidden')) : await route.continue(),
  );
  await page.getByLabel('Nouveau prix, €').fill('350000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Votre clé ne permet pas cela.' }).waitFor();
});

test('of a write that a gateway answered it says that it may have been made', theBrowser, async () => {
  const { id, path } = await cutHome(served.world.api, 'Flat behind a gateway');
  const page = await served.world.browser.open(`${served.world.api.base}${path}`);
  for (const status of [502, 504]) {
    served.world.browser.mayFail(page, `${status} /listings/${id}`);
    await page.route(/\/listings\/\d+$/, async (route) =>
      route.request().method() === 'PATCH'
        ? await route.fulfill({ status, headers: { 'retry-after': '0' }, body: '<h1>Bad gateway</h1>' })
        : await route.continue(),
    );
    await page.getByLabel('New price, €').fill(`${350_000 + status}`);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'No answer came, so it may have been made or not.' }).waitFor();
  }
});

test('the only price of a listing cannot be voided, and it says what to do', theBrowser, async () => {
  const { id, path } = await cutHome(served.world.api, 'Flat of one price');
  for (const { created_date } of (await served.world.api.call('GET', `/listings/${id}/prices`)).body.slice(1)) {
    await served.world.api.call('DELETE', `/listings/${id}/prices/${created_date}`);
  }
  const page = await served.world.browser.open(`${served.world.api.base}${path}`);
  served.world.browser.mayFail(page, new RegExp(`^409 /listings/${id}/prices/`));
  await priceRow(page, '€400,000').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Void it: the home was not on offer yet').check();
  await dialog.getByRole('button', { name: 'Void price' }).click();
  await dialog.getByText('The listing would be without a price: add another one first').waitFor();
  await page.keyboard.press('Escape');
  await hasFocus(page, priceRow(page, '€400,000').getByRole('button'));
});

test('what cannot be answered later is not tried again', () => {
  const mayPass = (status: number) => new ApiProblem({ status, title: '', detail: '' }).mayPass;
  assert.deepEqual([0, 401, 408, 429, 500, 502, 503, 504].map(mayPass), Array(8).fill(true));
  assert.deepEqual([400, 403, 404, 406, 410, 412, 413, 422, 501].map(mayPass), Array(9).fill(false));
});
