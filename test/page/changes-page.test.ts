import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addListings } from '../support/listing-rows.ts';
import { noBrowser } from '../support/page/browser.ts';
import { assertEachOnce, countEach, createNamed, entries, untilLive } from '../support/page/feed-page.ts';
import { servedPage } from '../support/page/page-world.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/changes' });

test('what changes stands at the top at once, in words, and leads to its listing', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilLive(page);
  const [id] = await createNamed(site.world.api, ['Flat that comes']);
  await entries(page).first().getByText('New listing at €100,000').waitFor();
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 90_000, rooms_count: 4 });
  await untilCaughtUp(site.world.api);
  const latest = entries(page).first();
  await latest.getByText('Price cut from €100,000 to €90,000').waitFor();
  await latest.getByText(/^Changed: /).waitFor();
  await page.getByRole('heading', { name: /^Today, / }).waitFor();
  await latest.getByRole('link', { name: 'Flat that comes' }).click();
  await page.waitForURL(`${site.world.api.base}/${id}/prices`);
});

test('a correction and its reason are told', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilLive(page);
  const [id] = await createNamed(site.world.api, ['Flat that was mistyped']);
  const { body: listing } = await site.world.api.call('GET', `/listings/${id}`);
  const at = `/listings/${id}/prices/${listing.created_date}`;
  await site.world.api.call('PUT', at, { price_eur: 110_000, reason: 'a digit was wrong' });
  await untilCaughtUp(site.world.api);
  const latest = entries(page).first();
  await latest.getByText(/Corrected: the price since .+ was €110,000, not €100,000/).waitFor();
  await latest.getByText('Reason: a digit was wrong').waitFor();
});

test('only what is asked for comes, and the address keeps what is', theBrowser, async () => {
  const [id] = await createNamed(site.world.api, ['Flat that is watched']);
  const page = await site.world.browser.open(site.address);
  await page.getByRole('link', { name: 'Price changes' }).click();
  await page.waitForURL(/\?show=prices$/);
  await page.getByLabel('Only listing number').fill(String(id));
  await page.waitForURL(`${site.address}?show=prices&listing=${id}`);
  await page.getByText('There was no such change yet').waitFor();
  await untilLive(page);
  await createNamed(site.world.api, ['Flat of somebody else']);
  await site.world.api.call('PATCH', `/listings/${id}`, { rooms_count: 5 });
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 95_000 });
  await untilCaughtUp(site.world.api);
  await entries(page).first().getByText('Price cut from €100,000 to €95,000').waitFor();
  assert.equal(await entries(page).count(), 1);
  await page.getByRole('link', { name: 'Everything' }).click();
  await page.waitForURL(`${site.address}?listing=${id}`);
  await entries(page).nth(2).getByText('New listing at €100,000').waitFor();
  assert.equal(await entries(page).count(), 3);
});

test(
  'a deletion takes the name from what is on the page, and of its listing nothing is led to',
  theBrowser,
  async () => {
    const [id] = await createNamed(site.world.api, ['Flat of Mrs Secret']);
    await site.world.api.call('PATCH', `/listings/${id}`, { name: 'Flat of Mrs Secret and son', rooms_count: 6 });
    await untilCaughtUp(site.world.api);
    const page = await site.world.browser.open(site.address);
    await entries(page).filter({ hasText: 'Flat of Mrs Secret and son' }).nth(1).waitFor();
    await untilLive(page);
    await site.world.api.call('DELETE', `/listings/${id}`);
    await untilCaughtUp(site.world.api);
    const latest = entries(page).first();
    await latest.getByText('Deleted, with its history and personal data').waitFor();
    assert.equal(await latest.getByRole('link', { name: `Listing ${id}` }).count(), 0);
    assert.deepEqual(await countEach(page, ['Secret', `Listing ${id}`]), [0, 3]);
    await page.reload();
    await entries(page).first().getByText(`Listing ${id}`).waitFor();
    assert.deepEqual(await countEach(page, ['Secret', `Listing ${id}`]), [0, 3]);
  },
);

test('one goes back to the first change, and finds each once', theBrowser, async () => {
  await addListings(site.world.api, 120);
  await untilCaughtUp(site.world.api);
  const page = await site.world.browser.open(`${site.address}?show=created`);
  await entries(page).nth(99).waitFor();
  await page.getByRole('heading', { name: 'the latest 100 changes' }).waitFor();
  await createNamed(site.world.api, ['Flat between two pages']);
  await entries(page).filter({ hasText: 'Flat between two pages' }).waitFor();
  const earlier = page.getByRole('button', { name: 'Earlier changes' });
  await earlier.click();
  await page.getByText('This is where the kept changes begin.').waitFor();
  const [{ count } = { count: 0 }] = await site.world.api.sql<{ count: number }>(
    "SELECT count(*)::int FROM listing_change WHERE kind = 'created'",
  );
  assert.equal(await entries(page).count(), count);
  await assertEachOnce(page, ['Flat between two pages']);
});
