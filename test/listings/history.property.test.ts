import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { someListing } from '../support/listings.ts';
import { walkPages } from '../support/next-page.ts';
import { summaryOf } from '../support/price-summary.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { thorough } from '../support/thorough.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(() => api.stop());

const day = 86_400_000;
const now = Date.now();
/** None of them comes near the beginning of the last twelve months while the test runs. */
const instant = fc
  .constantFrom(1, 20, 100, 340, 341, 390, 391, 500, 900)
  .map((days) => new Date(now - days * day).toISOString());
const eur = fc.constantFrom(0, 0.1, 1_000, 2_000, 2_000.01, 999_999_999_999.99);
const step = fc.oneof(
  fc.record({ do: fc.constant('price' as const), eur }),
  fc.record({ do: fc.constant('state' as const), at: instant, eur }),
  fc.record({ do: fc.constant('void' as const), at: instant }),
  fc.record({ do: fc.constant('void first' as const) }),
);
type Step = { do: 'price' | 'state' | 'void' | 'void first'; at?: string; eur?: number };

async function take(path: string, { do: what, at, eur: price_eur }: Step): Promise<void> {
  if (what === 'price') await api.call('PATCH', path, { latest_price_eur: price_eur });
  if (what === 'state') await api.call('PUT', `${path}/prices/${at}`, { price_eur });
  if (what === 'void') await api.call('DELETE', `${path}/prices/${at}`);
  if (what === 'void first') {
    const { body } = await api.call('GET', `${path}/prices`);
    await api.call('DELETE', `${path}/prices/${body[0].created_date}`);
  }
}

async function twelveMonthsAgo(): Promise<string> {
  const [row] = await api.sql<{ at: string }>("SELECT now() - interval '12 months' AS at");
  return row?.at ?? assert.fail();
}

test('whatever is stated, corrected and voided, a history in short is that of all prices in force', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps: Step[]) => {
      const path = `/listings/${(await api.call('POST', '/listings', someListing({ latest_price_eur: 3_000 }))).body.id}`;
      for (const one of steps) await take(path, one);
      const plain = (await api.call('GET', path)).body;
      const history = summaryOf(await walkPages(api, `${path}/prices`), await twelveMonthsAgo());
      assert.deepEqual((await api.call('GET', `${path}?with=history`)).body, { ...plain, history });
      const page = await api.call('GET', `/listings?ids=${plain.id}&with=history`);
      assert.deepEqual(page.body, [{ ...plain, history }]);
      const [kept] = await api.sql('SELECT lowest_price FROM listing WHERE id = $1', [plain.id]);
      assert.equal(history.lowest_price_eur, kept?.lowest_price);
    }),
    { numRuns: thorough ? 200 : 40 },
  );
});
