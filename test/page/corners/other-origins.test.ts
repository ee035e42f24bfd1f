import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { someListing } from '../../support/listings.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { type PageWorld, startPageWorld } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

/** Serves an empty page as 127.0.0.1, which the service lets read, and as localhost. */
let others: Server;
let world: PageWorld;
let listing: string;
before(async () => {
  if (noBrowser) return;
  others = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>x</title>'),
  );
  others.listen(0, '127.0.0.1');
  await once(others, 'listening');
  world = await startPageWorld({ corsOrigins: [originOf('127.0.0.1')] });
  const { body } = await world.api.call('POST', '/listings', someListing());
  listing = `${world.api.base}/listings/${body.id}`;
});
after(async () => {
  others?.closeAllConnections();
  others?.close();
  await world?.close();
});

const originOf = (host: string) => `http://${host}:${(others.address() as AddressInfo).port}`;

/** How the page that may read is answered: the type of the answer, or that there is none. */
async function ask(url: string, mode: 'cors' | 'no-cors'): Promise<string> {
  const page = await world.browser.open(originOf('127.0.0.1'));
  if (mode === 'no-cors') world.browser.mayFail(page, `0 ${new URL(url).pathname}`);
  return await page.evaluate(
    async ({ url, mode }) =>
      await fetch(url, { mode }).then(
        ({ type }) => type,
        () => 'refused',
      ),
    { url, mode },
  );
}

test(
  'an origin that is named reads data, and cannot embed what it does not ask for as its own origin',
  theBrowser,
  async () => {
    assert.equal(await ask(listing, 'cors'), 'cors');
    assert.equal(await ask(listing, 'no-cors'), 'refused');
  },
);

test('pictures are shown by pages of any origin', theBrowser, async () => {
  const page = await world.browser.open(originOf('localhost'));
  await page.setContent(
    `<img src="${listing}/chart.svg"><img src="${listing}/chart.png"><img src="${listing}/badge.svg">`,
  );
  for (const picture of await page.locator('img').all())
    assert.ok(((await picture.boundingBox())?.width ?? 0) > 50, await picture.getAttribute('src').then(String));
});

test('the page is shown in no frame', theBrowser, async () => {
  const page = await world.browser.open(originOf('127.0.0.1'));
  world.browser.mayFail(page, '0 /', /frame-ancestors 'none'/);
  await page.setContent(`<iframe src="${world.api.base}"></iframe>`);
  assert.equal(await page.frameLocator('iframe').locator('#page').count(), 0);
});
