import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EventStream } from '../../support/event-stream.ts';
import { someListing } from '../../support/listings.ts';
import { observationLine } from '../../support/observations.ts';
import { noTools, withTools } from '../../support/operations/server.ts';
import { OperationsWorld } from '../../support/operations/world.ts';
import { Receiver } from '../../support/receiver.ts';
import { callAt } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

// Each step goes on from the one before.

const options = { skip: noTools, timeout: 110_000 };
let world: OperationsWorld;
let lost: { cursor: string; id: number };
/** Between two writes that are given up when the copy takes the place of the database. */
let givenUp: string;
let ended: { key: string; webhook: Receiver; listing: number };
let begun: { key: string; webhook: Receiver };
/** The id of an import that was done after the moment, and taken in before. */
let imported: number;

before(async () => {
  if (withTools) world = await OperationsWorld.open(withTools);
});
after(async () => {
  await Promise.all([ended?.webhook.close(), begun?.webhook.close()]);
  await world?.close();
});

type Priced = { id: number; price: number };

const prices = async () => await world.machine.sql<Priced>('SELECT id, price FROM listing ORDER BY id');

async function changeAll(actor: string, factor: number): Promise<void> {
  const update = `UPDATE listing SET price = round(price * ${factor}, 2)`;
  await world.machine.sql(`BEGIN; SET LOCAL app.actor = '${actor}'; ${update}; COMMIT`);
}

/** Of the copy beside the database, by id. */
async function copiedPrices(): Promise<number[][]> {
  const look = 'psql "$RESTORED_URL" -At -F " " -c "SELECT id, price FROM listing ORDER BY id"';
  const lines = (await world.typeAsService(look)).trim().split('\n');
  return lines.map((line) => line.split(' ').map(Number));
}

const asNumbers = (rows: readonly Priced[]) => rows.map(({ id, price }) => [id, price]);

/** When the last change was recorded. */
async function lastRecorded(): Promise<string> {
  const [last] = await world.machine.sql<{ at: string }>('SELECT max(recorded_at)::text AS at FROM listing_change');
  return last?.at ?? assert.fail();
}

/** From the first to the last of its changes. */
async function spanOf(actor: string): Promise<{ first: string; last: string }> {
  const rows = await world.machine.sql<{ first: string; last: string }>(
    `SELECT min(recorded_at)::text AS first, max(recorded_at)::text AS last FROM listing_change WHERE actor = '${actor}'`,
  );
  return rows[0] ?? assert.fail();
}

async function register(): Promise<{ webhook: Receiver; id: number }> {
  const webhook = await Receiver.open();
  const { body } = await world.call('POST', '/webhooks', { url: webhook.url, kinds: ['created'] });
  return { webhook, id: body.id };
}

/** What a restored database must not bring back, made before its moment. @returns what ends it */
async function makeWhatEnds(): Promise<() => Promise<void>> {
  const { webhook, id } = await register();
  const { body } = await world.call('POST', '/listings', someListing({ reference: 'to be forgotten' }));
  ended = { key: await world.makeKey('reader', 'leaver'), webhook, listing: body.id };
  return async () => {
    await world.typeAsService('pricetrail keys revoke leaver');
    await world.call('DELETE', `/webhooks/${id}`);
    await world.call('DELETE', `/listings/${ended.listing}`);
    await world.call('PATCH', '/listings/9', { contact_phone_number: null });
    begun = { key: await world.makeKey('reader', 'newcomer'), webhook: (await register()).webhook };
  };
}

/** By somebody of a name. @returns its id once it is done */
async function importOne(name: string): Promise<number> {
  const headers = {
    ...{ authorization: `Bearer ${await world.makeKey('writer', name)}`, prefer: 'wait' },
    'content-type': 'application/x-ndjson',
  };
  const line = observationLine(name, '2020-01-01T00:00:00Z');
  const { status, body, text } = await callAt(world.shell.places.SERVICE ?? '')('POST', '/imports', line, headers);
  assert.equal(status, 200, text);
  return body.id;
}

/** What docs/operations.md quotes is said, too. */
const tooLate =
  /FATAL: +recovery ended before configured recovery target was reached\n.*The copy did not come to 2999/s;

/** That a block is refused in time, and says so. */
async function refusesMoment(moment: string, said: RegExp): Promise<void> {
  world.shell.places.MOMENT = moment;
  await assert.rejects(world.type('To a moment'), said);
  await world.typeAsService('rm -rf "$RESTORED"');
}

test('a backup is made, with an archive of the log', options, async () => {
  await world.type('The archive');
  await world.untilBack();
  assert.match(await world.type('A base backup'), /backup successfully verified/);
});

test(
  'what a copy that failed has left is no hindrance to the archive; a whole one is never replaced',
  options,
  async () => {
    const text = `WAL=$(psql -Atc "SELECT pg_walfile_name(pg_current_wal_lsn())")
    echo half > "$ARCHIVE/$WAL.part"
    psql -Atc "SELECT pg_switch_wal()"
    until cmp -s "$PGDATA/pg_wal/$WAL" "$ARCHIVE/$WAL"; do sleep 0.1; done
    psql -Atc "SHOW archive_command" | sed "s/%f/$WAL/g; s|%p|\\$1|g" > "$BACKUPS/archive"
    sh "$BACKUPS/archive" "$PGDATA/pg_wal/$WAL" && echo done twice
    sh "$BACKUPS/archive" "$PGDATA/PG_VERSION" || echo not another
    rm "$BACKUPS/archive"`;
    assert.match(await world.shell.type([{ who: 'postgres', text }]), /\ndone twice\nnot another\n$/);
  },
);

const behindTheTriggers = ['listing', 'listing_price']
  .map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER;`)
  .join(' ');

test('what was written behind the triggers counts once it is repaired, and is taken back', options, async () => {
  const right = await prices();
  const [began] = await world.machine.sql<{ at: string }>('SELECT now()::text AS at');
  await world.machine.sql(`${behindTheTriggers}
    UPDATE listing SET price = 1 WHERE id = 5;
    UPDATE listing_price SET price_eur = 2 WHERE listing_id = 6;
    INSERT INTO listing_price SELECT 7, effective_at - interval '1 day', recorded_at, 3 FROM listing_price WHERE listing_id = 7;
    ${behindTheTriggers.replaceAll('DISABLE', 'ENABLE')}`);
  await world.typeAsService('pricetrail doctor --repair || true');
  const repaired = (await prices()).slice(4, 7).map(({ price }) => price);
  assert.deepEqual(repaired, [1, 2, right[6]?.price]);
  world.shell.places.FIRST = began?.at ?? '';
  assert.match(await world.type('What was written behind the triggers'), /INSERT 0 3.*Sound\./s);
  assert.deepEqual(await prices(), right);
  assert.equal((await world.call('GET', '/listings/7/prices')).body.length, 1);
});

test('a wrong bulk change is found and undone without a restore; followers are told', options, async () => {
  const right = await prices();
  await changeAll('bulk job', 10);
  assert.match(await world.type('A wrong bulk change', 0), /bulk job +\| +\| updated \| +60 /);
  const { first, last } = await spanOf('bulk job');
  Object.assign(world.shell.places, { ACTOR: 'bulk job', FIRST: first, LAST: last });
  assert.match(await world.type('A wrong bulk change', 1), /INSERT 0 60.*Sound\./s);
  assert.deepEqual(await prices(), right);
  const { body } = await world.call('GET', '/changes?before=now&limit=60');
  for (const { kind, actor, reason } of body) {
    assert.deepEqual([kind, actor, reason], ['corrected', 'operator', 'a wrong bulk change']);
  }
});

test('a copy beside the database is brought to just before a wrong change', options, async () => {
  const { body } = await world.call('POST', '/listings', someListing({ reference: 'A-1', latest_price_eur: 200_000 }));
  await world.call('PATCH', `/listings/${body.id}`, { latest_price_eur: 190_000 });
  await world.call('PUT', `/listings/${body.id}/prices/2020-01-01T00:00:00Z`, { price_eur: 250_000 });
  const end = await makeWhatEnds();
  const right = await prices();
  imported = await importOne('importer');
  await changeAll('another job', 0.01);
  await world.call('DELETE', `/listings/${body.id}`);
  givenUp = await lastRecorded();
  await end();
  const { body: page } = await world.call('GET', '/changes?before=now&limit=1');
  lost = { cursor: page[0].cursor, id: body.id };
  await refusesMoment('', /MOMENT: parameter null or not set/);
  await refusesMoment('2999-01-01T00:00:00Z', tooLate);
  await refusesMoment('2020-01-01T00:00:00Z', /no base backup was done before 2020/);
  await assert.rejects(world.type('In place of the database', 0), 'there is no copy');
  await world.untilBack();
  Object.assign(world.shell.places, { MOMENT: (await spanOf('key:importer')).first, LISTING: String(body.id) });
  await world.type('To a moment');
  assert.deepEqual(await copiedPrices(), asNumbers(right));
});

test('a listing that was deleted comes back from the copy with its prices', options, async () => {
  await world.type('One listing');
  const { body } = await world.call('GET', '/listings?reference=A-1');
  const history = await world.call('GET', `/listings/${body[0].id}/prices`);
  assert.deepEqual(
    history.body.map(({ price_eur }: { price_eur: number }) => price_eur),
    [250_000, 200_000, 190_000],
  );
});

test('the copy takes the place of the database, sound, with a lake; followers are told of another history', {
  ...options,
  timeout: 110_000,
}, async () => {
  await world.stop();
  await world.type('What was ended since', 0);
  const deleted = await world.typeAsService('grep -c ",deleted," since.csv');
  assert.equal(deleted.trim(), '2');
  await world.type('In place of the database', 0);
  Object.assign(world.shell.places, { AGAIN: String(ended.listing), FORGET: '9' });
  await world.type('What was ended since', 1);
  assert.match(
    await world.type('What was ended since', 2),
    new RegExp(`^ *${imported} \\| (waiting|reading|writing) .*key:importer`, 'm'),
  );
  world.shell.places.ENDED = String(imported);
  assert.match(await world.type('What was ended since', 3), new RegExp(`^ *${imported}$`, 'm'));
  assert.match(await world.type('In place of the database', 1), /Sound\..*The lake agrees with the database/s);
  await world.start();
  assert.deepEqual((await prices()).at(-1), { id: lost.id, price: 190_000 });
  const answer = await world.call('GET', `/changes?after=${lost.cursor}`);
  assert.deepEqual([answer.status, answer.body.type], [410, '/problems/gone']);
  const stream = await EventStream.open(`${world.shell.places.SERVICE}/changes?after=${lost.cursor}`);
  await stream.untilEvent('resync');
  await world.call('PATCH', `/listings/${lost.id}`, { latest_price_eur: 180_000 });
  await until('it goes on', async () => stream.changes.some(({ listing_id }) => listing_id === lost.id));
  stream.close();
});

test(
  'what was ended since has ended in the restored database, and what was begun since is there',
  options,
  async () => {
    const status = async (key: string) => (await world.call('GET', '/listings?limit=1', undefined, key)).status;
    assert.deepEqual([await status(ended.key), await status(begun.key)], [401, 200]);
    assert.equal((await world.call('GET', `/listings/${ended.listing}`)).status, 404);
    assert.equal((await world.call('GET', '/listings/9')).body.contact_phone_number, undefined);
    assert.deepEqual(
      (await world.call('GET', '/webhooks')).body.map(({ url }: { url: string }) => url),
      [begun.webhook.url],
    );
    await begun.webhook.until(1);
    assert.deepEqual([begun.webhook.ofType('feed.resync').length, ended.webhook.ofType('feed.resync').length], [1, 0]);
    const found = (await world.call('GET', `/imports/${imported}`)).body;
    assert.deepEqual([found.status, found.listings_created], ['failed', 0]);
    assert.match(found.failure, /operator has ended it/);
    assert.deepEqual((await world.call('GET', '/listings?reference=importer')).body, []);
    const { webhook, id } = await register();
    await webhook.close();
    assert.equal(id, 3);
  },
);

test('a restore is tried, on a backup of the new history', options, async () => {
  await world.type('A base backup');
  for (const latest_price_eur of [181_000, 182_000]) {
    await world.call('PATCH', `/listings/${lost.id}`, { latest_price_eur });
  }
  world.shell.places.MOMENT = await lastRecorded();
  await world.type('To a moment');
  assert.match(await world.type('Try it'), /Sound\./);
});

test('what was given up can be come to later, though another history has begun', options, async () => {
  world.shell.places.MOMENT = givenUp;
  await world.type('To a moment');
  const copied = new Map((await copiedPrices()) as [number, number][]);
  assert.deepEqual([copied.get(60), copied.get(lost.id)], [1_000.6, 1_900]);
});
