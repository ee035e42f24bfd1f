import assert from 'node:assert/strict';
import type { Server } from '../../../src/http/server.ts';
import type { BookStep } from './any-book.ts';
import type { Answered, MarketWorld } from './market-world.ts';
import { WrittenBook } from './written-book.ts';

type WrittenLakes = {
  /** Of the listings that there were. */
  ids: readonly number[];
  /** Of a lake that followed the book. */
  server: Server;
  /** Asks it. Fails where a lake that was made of the book at once has another answer. */
  get: (url: string) => Promise<Answered>;
};

/** Writes a book into an empty database, and two lakes of it. */
export async function writtenLakes(world: MarketWorld, steps: readonly BookStep[]): Promise<WrittenLakes> {
  const book = await WrittenBook.empty(world.database);
  const followed = await world.lake();
  const layers: number[] = [];
  // The most comes second: a layer that is larger than those after it is not made one with them.
  for (const [from, to] of [
    [0, 0.05],
    [0.05, 0.97],
    [0.97, 0.99],
    [0.99, 1],
  ] as const) {
    await book.take(steps.slice(Math.floor(steps.length * from), Math.floor(steps.length * to)));
    layers.push((await world.follow(followed)).layers.length);
  }
  await book.close();
  assert.ok(Math.max(...layers) > 1 && book.refused < steps.length / 3, `${layers} layers, ${book.refused} refused`);
  const rebuilt = await world.lake();
  await world.rebuild(rebuilt);
  const [server, other] = [await world.serve(followed), await world.serve(rebuilt)];
  const get = async (url: string) => {
    const [answer, same] = await Promise.all([world.get(server, url), world.get(other, url)]);
    assert.equal(answer.text, same.text, url);
    return answer;
  };
  return { ids: book.ids, server, get };
}
