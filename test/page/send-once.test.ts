import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiProblem } from '../../ui/src/api/problem.ts';
import type { ListingInput } from '../../ui/src/api/types.ts';
import type { VersionedListing } from '../../ui/src/api/versioned-listing.ts';
import { isForgotten, type Sent, sendOnce } from '../../ui/src/editing/send-once.ts';
import { someListing } from '../support/listings.ts';

const failed = (status: number, name = '') =>
  new ApiProblem({ type: `/problems/${name}`, status, title: '', detail: '' });
const lost = failed(0);
const taken = failed(409, 'conflict');
const named = (name: string): ListingInput => someListing({ name }) as ListingInput;

/** Creates once under each key, as the service does; answers are lost as long as `line.lost` says so. */
function service() {
  const made = new Map<string, string>();
  const line: { fails?: ApiProblem | undefined; isMade: boolean; now: number } = { isMade: true, now: 0 };
  let sent: Sent<ListingInput> | undefined;
  const send = async (input: ListingInput, key: string) => {
    const isFirst = !made.has(key) && line.isMade;
    if (isFirst) made.set(key, input.name);
    if (line.fails) throw line.fails;
    if (!made.has(key)) made.set(key, input.name);
    if (made.get(key) !== input.name) throw failed(422, 'idempotency-key-reused');
    return { listing: { name: input.name }, etag: '"1"' } as VersionedListing;
  };
  const note = (open: Sent<ListingInput> | undefined) => {
    sent = open;
  };
  const create = async (name: string) =>
    (await sendOnce(named(name), { sent, note, send, now: () => line.now })).made.listing.name;
  return { made, line, create, open: () => sent?.inputs.map(({ name }) => name), at: () => sent?.at };
}

test('what was made without an answer is what is answered, however often it was changed since', async () => {
  const { made, line, create, open } = service();
  line.fails = lost;
  await assert.rejects(create('first'));
  await assert.rejects(create('second'));
  await assert.rejects(create('first'));
  assert.deepEqual(open(), ['second', 'first']);
  line.fails = undefined;
  assert.equal(await create('third'), 'first');
  assert.equal(made.size, 1);
});

test('what was lost on the way is made as it is by then', async () => {
  const { made, line, create } = service();
  Object.assign(line, { fails: lost, isMade: false });
  await assert.rejects(create('first'));
  Object.assign(line, { fails: undefined, isMade: true });
  assert.equal(await create('second'), 'second');
  assert.equal(made.size, 1);
});

test('what was refused is not open, what may have been made is, whatever is answered next', async () => {
  const { line, create, open } = service();
  Object.assign(line, { fails: taken, isMade: false });
  await assert.rejects(create('first'));
  assert.equal(open(), undefined);
  line.fails = failed(503, 'overloaded');
  await assert.rejects(create('first'));
  assert.equal(open(), undefined);
  line.fails = failed(504);
  await assert.rejects(create('first'));
  line.fails = failed(429, 'too-many-requests');
  await assert.rejects(create('first'));
  assert.deepEqual(open(), ['first']);
});

test('what was made and deleted since can be made anew', async () => {
  const { line, create, open } = service();
  line.fails = lost;
  await assert.rejects(create('first'));
  line.fails = failed(404, 'not-found');
  await assert.rejects(create('first'), (error) => error === line.fails);
  assert.equal(open(), undefined);
});

test('the service knows a key for a day', () => {
  const sent = { key: '', at: 1_000, inputs: [] };
  assert.ok(!isForgotten(sent, 1_000 + 22 * 3_600_000));
  assert.ok(isForgotten(sent, 1_000 + 24 * 3_600_000));
});

test('of what was sent in the future nobody knows when that was; answers tell the time to the minute', () => {
  assert.ok(!isForgotten({ at: 1_030_000 }, 1_000_000));
  assert.ok(isForgotten({ at: 2_000_000 }, 1_000_000));
});

test('it is sent at the time that the service tells, be it only by its first answer', async () => {
  const { line, create, at } = service();
  line.fails = lost;
  line.now = 5_000;
  const failing = create('first');
  line.now = 1_000;
  await assert.rejects(failing);
  assert.equal(at(), 1_000);
  line.now = 2_000;
  await assert.rejects(create('second'));
  assert.equal(at(), 1_000);
});
