import assert from 'node:assert/strict';
import type { Change } from '../../../src/changes/change.ts';
import { FeedReader, feedFaults } from '../feed-reader.ts';
import type { TestApi } from '../test-api.ts';
import { untilCaughtUp } from '../until-caught-up.ts';
import { assertFolds } from './fold.ts';
import type { ModelChange, ModelListing } from './model.ts';

/** The feed, read in pages of random size, has every change of the models once and in order, and folds to the tables. */
export async function assertFeed(
  { db, sql }: Pick<TestApi, 'db' | 'sql'>,
  models: readonly ModelListing[],
): Promise<void> {
  const reader = new FeedReader(db.reads);
  const made = models.flatMap(({ id, changes }) => changes.map(({ version }) => ({ listing_id: id, version })));
  await untilCaughtUp({ sql });
  await reader.readOn();
  assert.deepEqual(feedFaults(reader.changes, made), []);
  const byListing = Map.groupBy(reader.changes, ({ listing_id }) => listing_id);
  for (const { id, changes } of models) {
    const isGone = changes.at(-1)?.kind === 'deleted';
    assert.deepEqual(
      byListing.get(id)?.map(told),
      changes.map((change) => expected(change, isGone)),
    );
  }
  await assertFolds({ sql }, reader.changes);
}

function told({ kind, version, changed, prices, effective_at }: Change): Record<string, unknown> {
  return {
    ...{ kind, version, price: changed.price_eur, name: changed.name, prices },
    effective: kind === 'deleted' ? undefined : effective_at,
  };
}

function expected(
  { kind, version, price, name, prices, effective }: ModelChange,
  isGone: boolean,
): Record<string, unknown> {
  return {
    ...{ kind, version, price: price && { from: price[0], to: price[1] } },
    name: name && (isGone ? { from: null, to: null } : { from: name[0], to: name[1] }),
    prices: prices
      ?.toSorted((a, b) => (a.effective + a.recorded < b.effective + b.recorded ? -1 : 1))
      .map((row) => ({
        ...{ effective_at: row.effective, recorded_at: row.recorded, from: row.before, to: row.price },
      })),
    effective: kind === 'deleted' ? undefined : effective,
  };
}
