import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser, phone } from '../../support/page/browser.ts';
import { createNamed, entries } from '../../support/page/feed-page.ts';
import { tabTo } from '../../support/page/keyboard.ts';
import { assertLooksRight } from '../../support/page/looks.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/changes' });

test('changes are chosen, and one is followed to its listing, by keyboard alone', theBrowser, async () => {
  const [id] = await createNamed(site.world.api, ['Flat to be found by keys']);
  const page = await site.world.browser.open(site.address);
  await entries(page).first().waitFor();
  await tabTo(page, page.getByRole('link', { name: 'New', exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?show=created$/);
  await tabTo(page, entries(page).first().getByRole('link', { name: 'This listing alone' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.address}?show=created&listing=${id}`);
  await page.getByText('This is where the kept changes begin.').waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Flat to be found by keys' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.world.api.base}/${id}/prices`);
});

test('on a phone all kinds of changes are in sight', theBrowser, async () => {
  const page = await site.world.browser.open(site.address, phone);
  for (const kind of await page.getByRole('navigation', { name: 'Show' }).getByRole('link').all()) {
    await kind.waitFor();
    const box = await kind.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 390, `${await kind.textContent()} is beside the screen`);
  }
});

for (const width of [1280, 360]) {
  test(
    `a time of twelve hours stands in one line, beside the home, where there are ${width} px`,
    theBrowser,
    async () => {
      await createNamed(site.world.api, ['Flat at noon']);
      const page = await site.world.browser.open(site.address, { viewport: { width, height: 740 }, locale: 'en-US' });
      const time = entries(page).first().locator('time');
      await time.waitFor();
      await time.evaluate((element) => {
        element.textContent = '12:58 PM';
      });
      const home = await time.locator('xpath=following-sibling::div').boundingBox();
      const [text, ...more] = await time.evaluate((element) => {
        const range = element.ownerDocument.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].map(({ right }) => right);
      });
      assert.deepEqual(more, []);
      assert.ok(home && text !== undefined && text < home.x, `${text} is beyond ${home?.x}`);
    },
  );
}

test('axe finds nothing in either theme, and nothing is beside a narrow screen', theBrowser, async () => {
  await createEachKind();
  await assertLooksRight(site.world.browser, {
    address: site.address,
    isThere: async (page) => await entries(page).nth(5).waitFor(),
  });
});

/** A change of each kind, one with a name that no line has the room for. */
async function createEachKind(): Promise<void> {
  const { call } = site.world.api;
  const [id, gone] = await createNamed(site.world.api, [
    'Flat-with-a-name-of-which-no-line-has-the-room'.repeat(2),
    'Gone',
  ]);
  const { body: listing } = await call('GET', `/listings/${id}`);
  await call('PATCH', `/listings/${id}`, { latest_price_eur: 90_000, rooms_count: 4, name: 'Flat'.repeat(40) });
  const price = { price_eur: 110_000, reason: 'a-digit-was-wrong'.repeat(8) };
  await call('PUT', `/listings/${id}/prices/${listing.created_date}`, price);
  await call('DELETE', `/listings/${id}/prices/${listing.created_date}?reason=never+offered`);
  await call('DELETE', `/listings/${gone}`);
  await untilCaughtUp(site.world.api);
}
