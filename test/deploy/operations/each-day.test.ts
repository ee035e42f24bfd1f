import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { blocksByHeading } from '../../support/operations/document.ts';
import { headings } from '../../support/operations/headings.ts';
import { noTools, withTools } from '../../support/operations/server.ts';
import { OperationsWorld } from '../../support/operations/world.ts';

let world: OperationsWorld;
before(async () => {
  if (withTools) world = await OperationsWorld.open(withTools);
});
after(async () => await world?.close());

for (const heading of headings.eachDay) {
  test(`what is typed each day can be typed: ${heading}`, { skip: noTools, timeout: 110_000 }, async () => {
    assert.notEqual(await world.type(heading), '');
  });
}

test('what keeps the log is told apart from the rest of the disk', { skip: noTools }, async () => {
  const printed = await world.type('What keeps the log');
  const sizes = printed.split('\n').filter((line) => /^[\d.]+[KMGT]?\t/.test(line));
  assert.deepEqual(
    sizes.map((line) => line.split('\t')[1]),
    [world.machine.data, `${world.machine.data}/pg_wal/`],
  );
});

test('every block of docs/operations.md that is to be typed is typed by a test', () => {
  assert.deepEqual([...blocksByHeading().keys()].sort(), Object.values(headings).flat().sort());
});
