import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { trimChanges } from '../../src/changes/trim-changes.ts';
import { someListing } from '../support/listings.ts';
import { walkPages } from '../support/next-page.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

async function someId(): Promise<number> {
  const { body } = await api.call('POST', '/listings', someListing({ latest_price_eur: 400_000 }));
  return body.id;
}

const at = (day: number) => `2020-05-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const state = async (id: number, day: number, price_eur: number, reason?: string) =>
  await api.call('PUT', `/listings/${id}/prices/${at(day)}`, { price_eur, reason }, { 'x-actor': 'anna' });
const read = async (id: number, query = '') => await api.call('GET', `/listings/${id}/corrections${query}`);

test('a listing of which nothing was corrected has none', async () => {
  const id = await someId();
  await state(id, 1, 39_000);
  await api.call('PATCH', `/listings/${id}`, { latest_price_eur: 390_000 });
  assert.deepEqual((await read(id)).body, []);
});

test('each correction, void and return of a price is told with what it was before, in the order it became known', async () => {
  const id = await someId();
  await state(id, 2, 39_000);
  await state(id, 1, 1_000);
  await state(id, 2, 390_000, 'a digit was missing');
  await api.call('DELETE', `/listings/${id}/prices/${at(1)}?reason=never+offered`);
  await state(id, 1, 2_000);
  const { body, headers } = await read(id);
  assert.deepEqual(
    body.map(({ effective_at, from, to, reason }: Record<string, unknown>) => [effective_at, from, to, reason]),
    [
      [at(2), 39_000, 390_000, 'a digit was missing'],
      [at(1), 1_000, null, 'never offered'],
      [at(1), null, 2_000, undefined],
    ],
  );
  assert.match(headers.get('etag') ?? '', /^"/);
});

test('they are there at once, while a transaction that is open holds the feed back', async () => {
  const id = await someId();
  await api.db.session(async (session) => {
    await session.query({ text: 'BEGIN' });
    await session.query({ text: 'SELECT pg_current_xact_id()' });
    await state(id, 1, 1_000);
    await state(id, 1, 2_000);
    assert.deepEqual((await api.call('GET', `/changes?listing_id=${id}&kind=corrected`)).body, []);
    assert.equal((await read(id)).body.length, 1);
    await session.query({ text: 'ROLLBACK' });
  });
});

test('they outlive the feed: trimmed, who and why are gone, and the tag is another', async () => {
  const id = await someId();
  await state(id, 1, 1_000);
  await state(id, 1, 2_000, 'typo');
  const before = await read(id);
  assert.equal(before.body[0].reason, 'typo');
  await untilCaughtUp(api);
  await api.db.session((session) => trimChanges(session, new Date(Date.now() + 1_000).toISOString()));
  const trimmed = await read(id);
  const { effective_at, recorded_at, from, to } = before.body[0];
  assert.deepEqual(trimmed.body, [{ effective_at, recorded_at, from, to }]);
  assert.notEqual(trimmed.headers.get('etag'), before.headers.get('etag'));
});

test('page by page they are the same', async () => {
  const id = await someId();
  for (let n = 0; n < 7; n += 1) await state(id, 1 + (n % 2), 1_000 + n);
  const whole = (await read(id)).body;
  assert.equal(whole.length, 5);
  assert.deepEqual((await walkPages(api, `/listings/${id}/corrections?limit=2`)).flat(), whole);
});

test('who asks for what is not there is told', async () => {
  const id = await someId();
  assertProblem(await read(999_999_999), 'not-found');
  assertProblem(await read(id, '?after=abc'), 'invalid', { parameters: ['after'] });
  assertProblem(await read(id, '?limit=0'), 'invalid', { parameters: ['limit'] });
});
