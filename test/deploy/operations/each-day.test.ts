import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { blocksByHeading, document } from '../../support/operations/document.ts';
import { headings } from '../../support/operations/headings.ts';
import { noTools, withTools } from '../../support/operations/server.ts';
import { OperationsWorld } from '../../support/operations/world.ts';
import { Receiver } from '../../support/receiver.ts';
import { isSigned } from '../../support/webhooks.ts';

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

test('with another SECRETS_KEY a webhook is posted to again once its secret is rotated', {
  skip: noTools,
}, async () => {
  const receiver = await Receiver.open();
  try {
    const { body: webhook } = await world.call('POST', '/webhooks', { url: receiver.url });
    await world.stop();
    world.shell.places.SECRETS_KEY = Buffer.alloc(32, 8).toString('base64');
    await world.start();
    const rotate = /each webhook wants\s`POST (\S+)`/.exec(document)?.[1] ?? assert.fail();
    const { body: rotated } = await world.call('POST', rotate.replace('{id}', String(webhook.id)));
    await world.call('PATCH', '/listings/7', { latest_price_eur: 182_000 });
    const [received] = await receiver.until(1);
    assert.ok(received && isSigned(received, rotated.secret));
  } finally {
    await receiver.close();
  }
});

test('every block of docs/operations.md that is to be typed is typed by a test', () => {
  assert.deepEqual([...blocksByHeading().keys()].sort(), Object.values(headings).flat().sort());
});
