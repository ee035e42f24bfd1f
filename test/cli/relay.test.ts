import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { trimChanges } from '../../src/changes/trim-changes.ts';
import { NatsServer, natsIsInstalled } from '../support/brokers/nats-server.ts';
import { addListings } from '../support/listing-rows.ts';
import { RelayWorld } from '../support/relay-world.ts';
import { runCli } from '../support/run-cli.ts';
import { makeCertificate } from '../support/tls-route.ts';
import { until } from '../support/until.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

const world = new RelayWorld();
const skip = natsIsInstalled ? false : 'nats-server is not installed';
let nats: NatsServer;
let plain: NatsServer;
before(async () => {
  if (!natsIsInstalled) return;
  nats = await NatsServer.start({ user: 'relay', password: 's3cret' });
  plain = await NatsServer.start({ jetstream: false });
  await nats.addStream('listings');
  await nats.addStream('others', ['others.eu.*']);
});
after(async () => {
  await nats?.remove();
  await plain?.remove();
});

const known = { RELAY_USER: 'relay', RELAY_PASSWORD: 's3cret' };

type Run = { to: string; options?: string[]; settings?: Record<string, string> };

/** It ends, and says why in words, without a stack and without what proves who connects. */
async function assertEnds({ to, options, settings }: Run, why: RegExp): Promise<void> {
  const { status, stderr } = await world.run(to, options, settings);
  assert.equal(status, 1, stderr);
  assert.match(stderr, why);
  assert.doesNotMatch(stderr, /\n +at |s3cret/);
}

test('a wrong address ends it with the forms that are taken; what proves who connects is not repeated', async () => {
  await assertEnds({ to: 'amqp://relay:s3cret@localhost/x' }, /none of the forms taken.*kafka:\/\/.*nats:\/\//s);
  await assertEnds({ to: 'nats://a/b', options: ['--source', 'a b'] }, /--source must be a URI/);
  await assertEnds({ to: 'nats://a/b', options: ['--from', 'yesterday'] }, /--from must be start, now, or a cursor/);
  assert.match((await runCli(['relay'], {})).stderr, /--to <address>' not specified\n\(--help tells/);
});

test('where the library is not installed it ends, and says how to install it', async () => {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      if (name !== '@nats-io/jetstream') return next(name, context);
      throw Object.assign(new Error('missing'), { code: 'ERR_MODULE_NOT_FOUND' });
    } });`;
  const settings = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` };
  const command = /npm install --no-save @nats-io\/transport-node@[\d.]+ @nats-io\/jetstream@[\d.]+\n/;
  await assertEnds({ to: 'nats://127.0.0.1:1/listings', settings }, command);
});

test('what somebody has to do first is told, and ends it', { skip }, async () => {
  const to = nats.address('missing');
  await assertEnds(
    { to, settings: known },
    /There is no stream missing.*nats stream add missing --subjects 'missing\.\*'/,
  );
  await assertEnds(
    { to: nats.address('others'), settings: known },
    /does not take others\.\* \(it takes others\.eu\.\*\)/,
  );
  await assertEnds({ to: nats.address('listings') }, /refuses who connects.*RELAY_USER/);
  const wrong = nats.address('listings').replace('://', '://relay:s3cret-not@');
  await assertEnds({ to: wrong }, /refuses who connects/);
  const creds = nats.address('listings', '?creds=/nowhere');
  await assertEnds({ to: creds }, /credentials cannot be read: ENOENT/);
});

test('a prefix of the subjects and who connects may be in the address', { skip }, async () => {
  const to = nats.address('others', '?subject=others.eu').replace('://', '://relay:s3cret@');
  const running = await world.start(to);
  await running.printed(/nats:\/\/127\.0\.0\.1:\d+\/others\?subject=others\.eu: Relaying/);
  const { status, stderr } = await world.stop(running);
  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /s3cret/);
});

test('an encrypted connection is made where somebody known vouches for the server, and refused where not', {
  skip,
}, async () => {
  const server = await NatsServer.start({ tls: await makeCertificate() });
  try {
    await server.addStream('listings');
    const to = server.address('listings').replace('nats:', 'nats+tls:');
    const refused = await world.start(to);
    await refused.printed(/self-signed certificate.*Trying again/);
    await world.stop(refused);
    const running = await world.startWith({ NODE_EXTRA_CA_CERTS: server.certificate }, to);
    await addListings(world.api, 1);
    await until('it comes', async () => (await server.count('listings')) === 1);
    assert.equal((await world.stop(running)).status, 0);
  } finally {
    await server.remove();
  }
});

test('a server without JetStream is told, and tried again', { skip }, async () => {
  const running = await world.start(plain.address('listings'));
  await running.printed(/nats-server -js enables it\. Trying again/);
  assert.equal((await world.stop(running)).status, 0);
});

const stored = async () => (await world.api.sql<{ cursor: string }>('SELECT cursor FROM relay'))[0]?.cursor;

test('where nobody knows any more what followed it ends, and says how to start again', { skip }, async () => {
  const to = nats.address('listings').replace('://', '://relay:s3cret@');
  await addListings(world.api, 3);
  await untilCaughtUp(world.api);
  const [{ cursor }] = (await world.api.call('GET', '/changes?limit=1')).body;
  const stopped = await world.start(to, '--name', 'mine', '--from', cursor);
  await until('it is there', async () => (await stored()) !== cursor);
  await world.stop(stopped);
  const at = await stored();
  await addListings(world.api, 3);
  await untilCaughtUp(world.api);
  await world.api.db.session((session) => trimChanges(session, new Date(Date.now() + 1_000).toISOString()));
  const end = /are not kept any more\. Start the relay mine again with --from start/;
  await assertEnds({ to, options: ['--name', 'mine'] }, end);
  await assertEnds({ to, options: ['--name', 'mine', '--from', cursor] }, end);
  assert.equal(await stored(), at, 'a cursor that leads nowhere takes no place');
  const running = await world.start(to, '--name', 'mine', '--from', 'start');
  await running.printed(/mine: Relaying from the start of the feed, as --from says/);
  assert.equal((await world.stop(running)).status, 0);
});
