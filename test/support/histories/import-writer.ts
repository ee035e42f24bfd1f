import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Database } from '../../../src/db/database.ts';
import { importLines, observationLine } from '../observations.ts';
import { madeBy } from './clocks.ts';
import type { LineStated } from './plan.ts';
import { instantOf, note, slotOf, type World } from './world.ts';

/** Imports lines under a name of its own, by which the feed tells where its versions stand. */
export async function writeByImport(world: World, stated: readonly LineStated[]): Promise<void> {
  const actor = `import-${randomUUID()}`;
  const lines = stated.map(({ slot, at, price, name }) => ({
    reference: world.references[slot],
    at: instantOf(world, at),
    price,
    name,
  }));
  const db = new Database({ url: withActor(world.api.url, actor) });
  const text = lines.map(({ reference, at, price, name }) =>
    observationLine(reference, at, { latest_price_eur: price, name }),
  );
  const { refused, created, updated } = await importLines({ ...world.api, db }, text).finally(() => db.close());
  const made = await madeBy(world.api, actor);
  assert.deepEqual([refused, created + updated], [0, made.length]);
  for (const { id, version, reference, clocks } of made) {
    world.ids[slotOf(world, reference)] = id;
    const ofListing = lines.filter((line) => line.reference === reference);
    const sent = { kind: 'import', reference, lines: ofListing, clocks } as const;
    note(world, { id, version, sent, made: true }, ...ofListing.map(({ at }) => at));
  }
}

/** The settings of a connection, with app.actor. */
function withActor(url: string, actor: string): string {
  const options = `-c timezone=UTC -c datestyle=ISO -c app.actor=${actor}`;
  return `${url}?options=${encodeURIComponent(options)}`;
}
