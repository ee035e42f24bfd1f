import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { type FeedLink, followFeed } from '../../ui/src/changes/follow-feed.ts';
import { FakeFeedBrowser } from '../support/page/fake-feed-browser.ts';

let browser: FakeFeedBrowser;
let stop: () => void;
let told: { batches: string[][]; links: FeedLink[]; lost: number };
beforeEach(() => {
  browser = new FakeFeedBrowser();
  mock.timers.enable({ apis: ['setTimeout'] });
  told = { batches: [], links: [], lost: 0 };
  stop = followFeed({
    browser,
    after: 'c0',
    addressOf: (after) => `/changes?after=${after}`,
    onChanges: (changes) => told.batches.push(changes.map(({ cursor }) => cursor)),
    onLink: (link) => told.links.push(link),
    onLost: () => {
      told.lost += 1;
    },
  });
});
afterEach(() => {
  stop();
  mock.timers.reset();
});

const addresses = () => browser.opened.map(({ address }) => address);
/** The longest that the pause after so many failures may be, in ms. */
const longest = (failures: number) => Math.min(1_000 * 2 ** (failures - 1), 30_000);

test('what came between two paints is told at once, in the order of the feed', () => {
  browser.latest.accept();
  for (const cursor of ['c1', 'c2', 'c3']) browser.latest.send(cursor);
  assert.deepEqual(told.batches, []);
  browser.paint();
  browser.latest.send('c4');
  browser.paint();
  browser.paint();
  assert.deepEqual(told.batches, [['c1', 'c2', 'c3'], ['c4']]);
  assert.deepEqual(told.links, ['connecting', 'live']);
});

test('a connection that broke is left to the browser, which opens it again', () => {
  browser.latest.accept();
  browser.latest.break();
  mock.timers.tick(60_000);
  assert.equal(browser.opened.length, 1);
  browser.latest.accept();
  assert.deepEqual(told.links, ['connecting', 'live', 'reconnecting', 'live']);
});

test('after a refusal it goes on behind the last change that came, also one that was not told yet', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.latest.send('c2');
  browser.latest.refuse();
  mock.timers.tick(longest(1));
  assert.deepEqual(addresses(), ['/changes?after=c0', '/changes?after=c2']);
  browser.latest.send('c3');
  browser.paint();
  assert.deepEqual(told.batches, [['c1', 'c2', 'c3']]);
});

test('pauses between refusals double, to half a minute, and begin anew once one was live', () => {
  for (let failures = 1; failures <= 8; failures += 1) {
    browser.latest.refuse();
    mock.timers.tick(longest(failures) / 2 - 1);
    assert.equal(browser.opened.length, failures, `the pause after ${failures} is not over`);
    mock.timers.tick(longest(failures) / 2 + 1);
    assert.equal(browser.opened.length, failures + 1, `the pause after ${failures} is over`);
  }
  browser.latest.accept();
  browser.latest.refuse();
  mock.timers.tick(longest(1));
  assert.equal(browser.opened.length, 10);
});

test('who is offline is told so and tries nothing, and goes on where one left', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.latest.refuse();
  browser.turn('offline');
  mock.timers.tick(60_000);
  assert.equal(browser.opened.length, 1);
  assert.equal(told.links.at(-1), 'offline');
  browser.turn('online');
  browser.latest.accept();
  assert.deepEqual(addresses(), ['/changes?after=c0', '/changes?after=c1']);
  assert.deepEqual(told.links.slice(-2), ['reconnecting', 'live']);
});

test('a connection that breaks offline is told as that', () => {
  browser.latest.accept();
  browser.lose();
  browser.latest.break();
  assert.equal(told.links.at(-1), 'offline');
});

test('where the service no longer knows what followed, that is told', () => {
  browser.latest.accept();
  browser.latest.resync();
  assert.equal(told.lost, 1);
});

test('once it is stopped nothing is open, tried or told', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.latest.refuse();
  stop();
  browser.paint();
  mock.timers.tick(60_000);
  browser.turn('online');
  assert.deepEqual(told.batches, []);
  assert.equal(browser.opened.length, 1);
  assert.ok(browser.latest.isClosed);
});
