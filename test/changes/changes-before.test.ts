import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Change } from '../../src/changes/change.ts';
import { selectChangesBefore } from '../../src/changes/changes.sql.ts';
import { trimChanges } from '../../src/changes/trim-changes.ts';
import { encodeCursor } from '../../src/wire/cursor.ts';
import { addListings } from '../support/listing-rows.ts';
import { nextOf } from '../support/next-page.ts';
import { type Plan, planOf } from '../support/plans.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

type Walk = { cursors: string[]; end: string };

/** Reads on from a path until the cursor no longer moves. @param between is done after each page */
async function walk(from: string, between: () => Promise<unknown> = async () => {}): Promise<Walk> {
  const cursors: string[] = [];
  for (let at = from; ; ) {
    const page = await api.call('GET', at);
    assert.equal(page.status, 200, page.text);
    cursors.push(...page.body.map(({ cursor }: Change) => cursor));
    const next = nextOf(api, page) ?? '';
    if (next === at) return { cursors, end: at };
    at = next;
    await between();
  }
}

async function forwards(filter = ''): Promise<string[]> {
  await untilCaughtUp(api);
  return (await walk(`/changes?limit=1000${filter}`)).cursors;
}

test('H7: backwards, pages of any size have each change once, in the opposite order', async () => {
  await addListings(api, 11);
  await api.sql('UPDATE listing SET price = price + 1 WHERE id % 2 = 0');
  const all = (await forwards()).reverse();
  assert.ok(all.length > 11);
  for (const limit of [1, 4, all.length - 1, all.length, all.length + 1]) {
    assert.deepEqual((await walk(`/changes?before=now&limit=${limit}`)).cursors, all);
  }
  for (const [at, cursor] of all.entries()) {
    assert.deepEqual((await walk(`/changes?limit=1000&before=${cursor}`)).cursors, all.slice(at + 1));
  }
});

test('backwards, by kind, by field and by listing there are only those, and the beginning is found', async () => {
  const [id] = await addListings(api, 3);
  await api.sql('UPDATE listing SET price = price + 1, rooms_count = 9 WHERE id = $1', [id]);
  for (const filter of [`&listing_id=${id}`, '&kind=updated', '&field=rooms_count&kind=updated', '&kind=deleted']) {
    const wanted = (await forwards(filter)).reverse();
    assert.deepEqual((await walk(`/changes?before=now&limit=2${filter}`)).cursors, wanted);
  }
});

test('H7: what is written while somebody reads backwards is neither shown nor moves what is', async () => {
  await addListings(api, 6);
  const all = (await forwards()).reverse();
  const write = async () => {
    await api.sql('UPDATE listing SET price = price + 1');
    await untilCaughtUp(api);
  };
  assert.deepEqual((await walk('/changes?before=now&limit=3', write)).cursors, all);
});

test('H7: what an open transaction holds back is not shown backwards either, and comes to who follows', async () => {
  await untilCaughtUp(api);
  const writer = await api.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('SELECT pg_current_xact_id()');
    const latest = await api.call('GET', '/changes?before=now&limit=1');
    const [id] = await addListings(api, 1);
    assert.deepEqual((await api.call('GET', '/changes?before=now&limit=1')).body, latest.body);
    await writer.query('COMMIT');
    await untilCaughtUp(api);
    const { body } = await api.call('GET', `/changes?after=${latest.body[0].cursor}`);
    assert.deepEqual(
      body.map(({ listing_id }: Change) => listing_id),
      [id],
    );
  } finally {
    await writer.end();
  }
});

test('who follows after an empty page that was read backwards misses nothing', async () => {
  await untilCaughtUp(api);
  const empty = await api.call('GET', '/changes?before=now&limit=5&kind=deleted');
  assert.deepEqual(empty.body, []);
  const cursor = /before=([^&]+)/.exec(nextOf(api, empty) ?? '')?.[1];
  await api.sql('DELETE FROM listing WHERE id = (SELECT min(id) FROM listing)');
  await untilCaughtUp(api);
  const { body } = await api.call('GET', `/changes?kind=deleted&after=${cursor}`);
  assert.equal(body.length, 1);
});

test('a cursor of another epoch, or of a later state, is answered 410 backwards as well', async () => {
  const [cursor = ''] = await forwards();
  const [name, epoch, , seq] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  for (const [otherEpoch, key] of [
    ['0123456789ab', '1'],
    [epoch, '9'.repeat(18)],
  ]) {
    assertProblem(await api.call('GET', `/changes?before=${encodeCursor(name, [otherEpoch, key, seq])}`), 'gone');
  }
});

const wrong: [query: string, parameter: string][] = [
  ['before=x', 'before'],
  ['before=', 'before'],
  [`before=${encodeCursor('id', [5])}`, 'before'],
  ['before=now&after=now', 'before'],
];
for (const [query, parameter] of wrong) {
  test(`?${query} is refused by the parameter's name`, async () => {
    assertProblem(await api.call('GET', `/changes?${query}`), 'invalid', { parameters: [parameter] });
  });
}

test('a stream is not told backwards', async () => {
  const headers = { accept: 'text/event-stream' };
  const answer = await api.call('GET', '/changes?before=now', undefined, headers);
  assertProblem(answer, 'invalid', { parameters: ['before'] });
});

test('backwards, a page is a walk of the index from its cursor on, however much is later', async () => {
  await addListings(api, 3_000);
  await api.sql('ANALYZE listing_change');
  const page = { before: { key: '500', seq: '7' }, limit: 100, filter: {} };
  const plan = await planOf(api, async (db) => await selectChangesBefore(db, page).catch(() => {})); // is answered nothing
  const walked = nodesOf(plan).filter((node) => node['Relation Name'] === 'listing_change');
  assert.deepEqual(
    walked.map((node) => [node['Node Type'], node['Index Name']]),
    [['Index Scan', 'listing_change_feed']],
  );
  assert.match(
    JSON.stringify(walked),
    /"Scan Direction":"Backward".*"Index Cond":"\(ROW\(feed_key, feed_seq\) < ROW\(/,
  );
  assert.doesNotMatch(JSON.stringify(walked), /"Filter"/);
});

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

test('backwards, a trimmed feed ends where it was trimmed, also for a cursor from before that', async () => {
  const all = await forwards();
  const at = new Date(Date.now() + 1_000).toISOString();
  await api.db.session(async (session) => await trimChanges(session, at));
  assert.deepEqual((await walk('/changes?before=now')).cursors, []);
  assert.deepEqual((await walk(`/changes?before=${all[3]}`)).cursors, []);
  const [id] = await addListings(api, 1);
  await untilCaughtUp(api);
  const { body } = await api.call('GET', '/changes?before=now');
  assert.deepEqual(
    body.map(({ listing_id }: Change) => listing_id),
    [id],
  );
});
