import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { checkRange, countFindings } from '../../src/doctor/checks.ts';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(() => api.stop());

async function add(price: number): Promise<number> {
  return (await api.call('POST', '/listings', someListing({ latest_price_eur: price }))).body.id;
}

async function finds(query: string, id: number): Promise<boolean> {
  const { body } = await api.call('GET', `/listings?ids=${id}&${query}`);
  return body.length === 1;
}

test('a price that is corrected or voided is one that the listing never had', async () => {
  const id = await add(100);
  const past = '2020-01-01T00:00:00Z';
  await api.call('PUT', `/listings/${id}/prices/${past}`, { price_eur: 10 });
  assert.equal(await finds('ever_below=50', id), true);
  await api.call('PUT', `/listings/${id}/prices/${past}`, { price_eur: 70 });
  assert.deepEqual([await finds('ever_below=50', id), await finds('ever_below=80', id)], [false, true]);
  await api.call('DELETE', `/listings/${id}/prices/${past}`);
  assert.deepEqual([await finds('ever_below=80', id), await finds('ever_below=101', id)], [false, true]);
});

test('a drop from a price that was corrected is one from what it is now said to have been', async () => {
  const id = await add(100);
  const [past, since] = ['2020-01-01T00:00:00Z', '2020-06-01T00:00:00Z'];
  assert.equal(await finds(`price_dropped_since=${since}`, id), false, 'its first price is no drop');
  await api.call('PUT', `/listings/${id}/prices/${past}`, { price_eur: 200 });
  const dropped = `price_dropped_since=${since}&min_drop_pct=50`;
  assert.deepEqual([await finds(dropped, id), await finds(`${dropped}.01`, id)], [true, false]);
  await api.call('PUT', `/listings/${id}/prices/${past}`, { price_eur: 100 });
  assert.equal(await finds(`price_dropped_since=${since}`, id), false);
});

const eur = fc.integer({ min: 1, max: 5 }).map((n) => n * 1_000);
const instant = fc.integer({ min: 1, max: 5 }).map((n) => `2020-01-0${n}T00:00:00.000Z`);
const step = fc.oneof(
  fc.record({ do: fc.constant('price'), eur }),
  fc.record({ do: fc.constant('state'), at: instant, eur }),
  fc.record({ do: fc.constant('void'), at: instant }),
  fc.record({ do: fc.constant('rename'), name: fc.constantFrom('Moulin', 'Château') }),
);
type Step = { do: string; at?: string; eur?: number; name?: string };

async function take(path: string, { do: what, at, eur: price_eur, name }: Step): Promise<void> {
  if (what === 'price') await api.call('PATCH', path, { latest_price_eur: price_eur });
  if (what === 'state') await api.call('PUT', `${path}/prices/${at}`, { price_eur });
  if (what === 'void') await api.call('DELETE', `${path}/prices/${at}`);
  if (what === 'rename') await api.call('PATCH', path, { name });
}

test('whatever is stated, corrected and voided, listings are found by what their history is then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps: Step[]) => {
      const id = await add(3_000);
      for (const one of steps) await take(`/listings/${id}`, one);
      const range = { after: String(id - 1), last: String(id) };
      const examined = await api.db.transaction((tx) => checkRange(tx, range));
      assert.equal(countFindings(examined), 0, JSON.stringify([...examined.values()]));
    }),
    { numRuns: 40 },
  );
});
