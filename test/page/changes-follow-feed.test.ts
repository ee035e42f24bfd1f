import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { mostEntries } from '../../ui/src/changes/feed-state.ts';
import { type FeedLink, followFeed, longestSilenceMs } from '../../ui/src/changes/follow-feed.ts';
import { FakeFeedBrowser } from '../support/page/fake-feed-browser.ts';

let browser: FakeFeedBrowser;
let stop: () => void;
let told: { batches: string[][]; links: FeedLink[]; lost: number };
/** Cursors that begin with an x are not wanted. */
function follow(): void {
  told = { batches: [], links: [], lost: 0 };
  stop = followFeed({
    browser,
    query: { kind: 'updated', after: 'c0' },
    isWanted: ({ cursor }) => !cursor.startsWith('x'),
    onChanges: (changes) => told.batches.push(changes.map(({ cursor }) => cursor)),
    onLink: (link) => told.links.push(link),
    onLost: () => {
      told.lost += 1;
    },
  });
}
beforeEach(() => {
  browser = new FakeFeedBrowser();
  mock.timers.enable({ apis: ['setTimeout'] });
  follow();
});
afterEach(() => {
  stop();
  mock.timers.reset();
});

const places = () => browser.opened.map(({ query }) => query.after);
const someHours = 10_000_000;

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

test('after a connection that broke it goes on behind the last change that came, also one that was not told yet', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.latest.send('c2');
  browser.latest.break();
  mock.timers.tick(1_000);
  assert.deepEqual(places(), ['c0', 'c2']);
  assert.equal(browser.latest.query.kind, 'updated');
  browser.latest.accept();
  browser.latest.send('c3');
  browser.paint();
  assert.deepEqual(told.batches, [['c1', 'c2', 'c3']]);
  assert.deepEqual(told.links, ['connecting', 'live', 'reconnecting', 'reconnecting', 'live']);
});

test('where nothing came that is wanted it goes on from where the feed was by then', () => {
  browser.latest.accept();
  browser.latest.send('x1');
  browser.latest.pass('c9');
  browser.latest.break();
  mock.timers.tick(1_000);
  assert.deepEqual(places(), ['c0', 'c9']);
});

test('a connection that tells nothing any more is lost, and it goes on behind what came last', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  mock.timers.tick(longestSilenceMs - 1);
  assert.deepEqual([browser.opened.length, told.links.at(-1)], [1, 'live']);
  mock.timers.tick(1);
  assert.deepEqual([browser.latest.isClosed, told.links.at(-1)], [true, 'reconnecting']);
  mock.timers.tick(1_000);
  browser.latest.accept();
  browser.latest.send('c2');
  browser.paint();
  assert.deepEqual(places(), ['c0', 'c1']);
  assert.deepEqual(told.batches, [['c1', 'c2']]);
  assert.equal(told.links.at(-1), 'live');
});

test('a connection that tells nothing from the start on is lost, too', () => {
  browser.latest.accept();
  mock.timers.tick(longestSilenceMs);
  mock.timers.tick(1_000);
  assert.deepEqual(places(), ['c0', 'c0']);
});

test('a connection that is never answered is given up, and another one tried', () => {
  mock.timers.tick(longestSilenceMs - 1);
  assert.deepEqual([browser.opened.length, told.links.at(-1)], [1, 'connecting']);
  mock.timers.tick(1);
  assert.deepEqual([browser.latest.isClosed, told.links.at(-1)], [true, 'reconnecting']);
  mock.timers.tick(1_000);
  mock.timers.tick(longestSilenceMs);
  mock.timers.tick(2_000);
  assert.deepEqual(places(), ['c0', 'c0', 'c0']);
});

test('where nothing changes, a word from the service now and then keeps it live', () => {
  browser.latest.accept();
  for (let at = 0; at < 100; at += 1) {
    mock.timers.tick(longestSilenceMs - 1);
    browser.latest.pass(`c${at}`);
  }
  assert.deepEqual([browser.opened.length, told.links.at(-1)], [1, 'live']);
});

test('pauses grow with each failure, and begin anew once a connection was live', () => {
  for (let failures = 1; failures <= 5; failures += 1) {
    browser.latest.break();
    mock.timers.tick(30_000);
  }
  assert.equal(browser.opened.length, 6);
  browser.latest.break();
  mock.timers.tick(14_999);
  assert.equal(browser.opened.length, 6);
  mock.timers.tick(15_001);
  browser.latest.accept();
  browser.latest.break();
  mock.timers.tick(1_000);
  assert.equal(browser.opened.length, 8);
});

test('a pause is as long as the stream said, or the answer that refused it', () => {
  browser.latest.accept();
  browser.latest.hint(4_000);
  browser.latest.break();
  mock.timers.tick(3_999);
  assert.equal(browser.opened.length, 1);
  mock.timers.tick(1);
  assert.equal(browser.opened.length, 2);
  browser.latest.refuse(429, 90);
  mock.timers.tick(89_999);
  assert.equal(browser.opened.length, 2);
  mock.timers.tick(1);
  assert.equal(browser.opened.length, 3);
});

for (const status of [401, 403]) {
  test(`a reader who may not (${status}) is told so, and nothing is tried until there is another key`, () => {
    browser.latest.refuse(status);
    mock.timers.tick(someHours);
    assert.deepEqual([browser.opened.length, told.links.at(-1)], [1, 'refused']);
    browser.rekey();
    browser.latest.accept();
    assert.deepEqual([browser.opened.length, told.links.at(-1)], [2, 'live']);
  });
}

test('with another key it is opened anew, with nothing left of the connection of before', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.rekey();
  assert.deepEqual(
    browser.opened.map(({ isClosed }) => isClosed),
    [true, false],
  );
  assert.deepEqual(places(), ['c0', 'c1']);
});

test('who is offline is told so and tries nothing, and goes on where one left', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.latest.break();
  browser.turn('offline');
  mock.timers.tick(someHours);
  assert.equal(browser.opened.length, 1);
  assert.equal(told.links.at(-1), 'offline');
  browser.turn('online');
  browser.latest.accept();
  assert.deepEqual(places(), ['c0', 'c1']);
  assert.deepEqual(told.links.slice(-2), ['reconnecting', 'live']);
});

test('a connection that breaks offline is told as that', () => {
  browser.latest.accept();
  browser.lose();
  browser.latest.break();
  assert.equal(told.links.at(-1), 'offline');
});

test('a page that is hidden has no connection, nor tries one, and goes on where it left when it is shown', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.turn('hidden');
  assert.ok(browser.latest.isClosed);
  browser.turn('offline');
  browser.turn('online');
  mock.timers.tick(someHours);
  assert.equal(browser.opened.length, 1);
  browser.turn('shown');
  browser.latest.accept();
  browser.latest.send('c2');
  browser.paint();
  assert.deepEqual(places(), ['c0', 'c1']);
  assert.deepEqual(told.batches, [['c1', 'c2']]);
});

test('a page that is opened hidden waits until it is shown', () => {
  stop();
  browser = new FakeFeedBrowser();
  browser.turn('hidden');
  follow();
  assert.equal(browser.opened.length, 0);
  browser.turn('shown');
  assert.deepEqual(places(), ['c0']);
});

test('of very many that came between two paints the latest of those that are wanted are told, and all deletions', () => {
  browser.latest.accept();
  browser.latest.send('c1', 'deleted');
  browser.latest.send('c2');
  for (let at = 0; at < 2 * mostEntries; at += 1) browser.latest.send(`x${at}`);
  browser.paint();
  assert.deepEqual(told.batches, [['c1', 'c2']]);
  browser.latest.send('d1', 'deleted');
  for (let at = 0; at < 2 * mostEntries; at += 1) browser.latest.send(`d${at + 2}`);
  browser.paint();
  assert.equal(told.batches[1]?.length, mostEntries + 1);
  assert.deepEqual([told.batches[1]?.[0], told.batches[1]?.at(-1)], ['d1', `d${2 * mostEntries + 1}`]);
});

test('where the service no longer knows what followed, that is told', () => {
  browser.latest.accept();
  browser.latest.resync();
  assert.equal(told.lost, 1);
});

test('once it is stopped nothing is open, tried or told', () => {
  browser.latest.accept();
  browser.latest.send('c1');
  browser.latest.break();
  stop();
  browser.paint();
  mock.timers.tick(someHours);
  browser.turn('online');
  assert.deepEqual(told.batches, []);
  assert.equal(browser.opened.length, 1);
  assert.ok(browser.latest.isClosed);
});
