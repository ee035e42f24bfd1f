import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { PngPictures } from '../../../src/pictures/png/png-pictures.ts';
import { type Drawing, Rasterizer } from '../../../src/pictures/png/rasterizer.ts';

/** A rasterizer that draws when it is told to. */
class Told {
  readonly asked: string[] = [];
  readonly #ends: PromiseWithResolvers<Buffer>[] = [];

  async toPng({ svg }: Drawing): Promise<Buffer> {
    this.asked.push(svg);
    const end = Promise.withResolvers<Buffer>();
    this.#ends.push(end);
    return await end.promise;
  }

  async close(): Promise<void> {}

  draw(): void {
    this.#ends.shift()?.resolve(Buffer.from('drawn'));
  }

  fail(): void {
    this.#ends.shift()?.reject(new Error('broken'));
  }
}

const drawing = (svg: string) => ({ svg, scale: 1 });

test('what is being drawn, and what was just drawn, is drawn once', async () => {
  const told = new Told();
  const pictures = new PngPictures(told);
  const both = [pictures.draw('"1"', drawing('a')), pictures.draw('"1"', drawing('a'))];
  told.draw();
  assert.deepEqual((await Promise.all(both)).map(String), ['drawn', 'drawn']);
  assert.equal(String(await pictures.draw('"1"', drawing('a'))), 'drawn');
  assert.deepEqual(told.asked, ['a']);
});

test('what could not be drawn is tried again', async () => {
  const told = new Told();
  const pictures = new PngPictures(told);
  const first = pictures.draw('"1"', drawing('a'));
  told.fail();
  await assert.rejects(first, /broken/);
  const second = pictures.draw('"1"', drawing('a'));
  told.draw();
  assert.equal(String(await second), 'drawn');
});

test('no more than fifty are kept', async () => {
  const told = new Told();
  const pictures = new PngPictures(told);
  for (let n = 0; n < 52; n += 1) {
    const one = pictures.draw(`"${n}"`, drawing(`${n}`));
    told.draw();
    await one;
  }
  await pictures.draw('"51"', drawing('51'));
  const again = pictures.draw('"0"', drawing('0 again'));
  told.draw();
  await again;
  assert.deepEqual([told.asked.length, told.asked.at(-1)], [53, '0 again']);
});

/** The timers that were set and neither cleared nor over. */
function liveTimers({ mock }: TestContext): Set<NodeJS.Timeout> {
  const live = new Set<NodeJS.Timeout>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  mock.method(globalThis, 'setTimeout', (work: () => void, ms: number) => {
    const timer = set(work, ms);
    live.add(timer);
    return timer;
  });
  mock.method(globalThis, 'clearTimeout', (timer: NodeJS.Timeout) => {
    live.delete(timer);
    clear(timer);
  });
  return live;
}

test('with a picture that is dropped its timer goes, and with the service all of them', async (t) => {
  const told = new Told();
  const pictures = new PngPictures(told);
  const timers = liveTimers(t);
  for (let n = 0; n < 52; n += 1) {
    const one = pictures.draw(`"${n}"`, drawing(`${n}`));
    told.draw();
    await one;
  }
  assert.equal(timers.size, 50);
  await pictures.close();
  assert.equal(timers.size, 0);
});

test('what was drawn a minute ago is drawn anew', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const told = new Told();
  const pictures = new PngPictures(told);
  for (const passed of [59_999, 1, 0]) {
    const one = pictures.draw('"1"', drawing('a'));
    told.draw();
    await one;
    mock.timers.tick(passed);
  }
  assert.deepEqual(told.asked, ['a', 'a']);
});

test('one is drawn at a time, and so many wait: who comes after them is refused', async () => {
  const told = new Told();
  const pictures = new PngPictures(told, { waiting: 1 });
  const [first, second] = [pictures.draw('"1"', drawing('a')), pictures.draw('"2"', drawing('b'))];
  await assert.rejects(pictures.draw('"3"', drawing('c')), { code: 'overloaded' });
  assert.deepEqual(told.asked, ['a']);
  told.draw();
  await first;
  told.draw();
  await second;
  assert.deepEqual(told.asked, ['a', 'b']);
});

test('who would have to wait for too long is refused', async () => {
  const told = new Told();
  const pictures = new PngPictures(told, { waitMs: 1 });
  const first = pictures.draw('"1"', drawing('a'));
  await assert.rejects(pictures.draw('"2"', drawing('b')), { code: 'overloaded' });
  told.draw();
  await first;
});

test('who leaves gives up its turn, and a place for those who come', async () => {
  const told = new Told();
  const pictures = new PngPictures(told, { waiting: 1 });
  const first = pictures.draw('"1"', drawing('a'));
  const leaving = new AbortController();
  const left = assert.rejects(pictures.draw('"2"', drawing('b'), leaving.signal), { code: 'unavailable' });
  leaving.abort();
  const third = pictures.draw('"3"', drawing('c'));
  const again = assert.rejects(pictures.draw('"3"', drawing('c'), leaving.signal), { code: 'unavailable' });
  await Promise.all([left, again]);
  told.draw();
  await first;
  told.draw();
  await third;
  assert.deepEqual(told.asked, ['a', 'c']);
});

test('a picture that somebody else waits for keeps its turn, and who comes after all have left gets one', async () => {
  const told = new Told();
  const pictures = new PngPictures(told);
  const first = pictures.draw('"1"', drawing('a'));
  const [one, other] = [new AbortController(), new AbortController()];
  const both = [one, other].map(({ signal }) => pictures.draw('"2"', drawing('b'), signal));
  one.abort();
  told.draw();
  await first;
  told.draw();
  assert.deepEqual((await Promise.all(both)).map(String), ['drawn', 'drawn']);
  const second = pictures.draw('"3"', drawing('c'));
  const gone = assert.rejects(pictures.draw('"4"', drawing('d'), other.signal), { code: 'unavailable' });
  other.abort();
  const later = pictures.draw('"4"', drawing('d'));
  told.draw();
  await Promise.all([gone, second]);
  told.draw();
  await later;
  assert.deepEqual(told.asked, ['a', 'b', 'c', 'd']);
});

test('once it is closed nothing is drawn: who waits is refused, and no thread is started for who comes', async () => {
  const rasterizer = new Rasterizer();
  const pictures = new PngPictures(rasterizer);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  const both = Promise.allSettled(['"1"', '"2"'].map((tag) => pictures.draw(tag, drawing(svg))));
  await pictures.close();
  for (const each of await both) assert.equal(each.status === 'rejected' && each.reason.code, 'unavailable');
  await assert.rejects(pictures.draw('"3"', drawing(svg)), { code: 'unavailable' });
  assert.equal(rasterizer.isRunning, false);
});
