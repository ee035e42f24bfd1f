import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { migrate, migrationStatus } from '../../src/db/migrate.ts';
import { EventStream } from '../support/event-stream.ts';
import { findings } from '../support/examined.ts';
import { withLater } from '../support/later-migrations.ts';
import { addListings } from '../support/listing-rows.ts';
import { runCli } from '../support/run-cli.ts';
import { type Use, useSteadily } from '../support/steady-use.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

// Migrations beside a service that goes on: as the old version does on a new schema (CONTRIBUTING, A new migration).

let api: TestApi;
before(async () => {
  api = await startTestApi();
  await addListings(api, 2_000, { name: 'STRAẞE' });
});
after(async () => await api.stop());

/** Uses the service before, all through, and after the work; nothing may fail, and nothing be lost. */
async function whileUsed(work: (use: Use) => Promise<void>): Promise<void> {
  const stream = await EventStream.open(`${api.base}/changes?after=now`);
  await until('it has begun', async () => stream.lastEventId !== '');
  const use = useSteadily(api.call);
  const someMore = async () => {
    const enough = use.answered() + 20;
    await until('requests are answered', async () => use.answered() >= enough);
  };
  try {
    await someMore();
    await work(use);
    await someMore();
  } finally {
    await use.stop();
  }
  // What was made before may be told first: transactions of other databases hold the feed back.
  const ours = () => stream.changes.filter(({ listing_id }) => use.prices.has(listing_id));
  await until('all of it is told', async () => ours().length >= use.prices.size * 2);
  stream.close();
  assert.deepEqual(use.failures, []);
  const told = new Map(ours().map(({ listing_id, changed }) => [listing_id, changed.price_eur?.to]));
  assert.deepEqual(told, use.prices);
  const rows = await api.sql<{ id: number; price: number }>('SELECT id, price FROM listing WHERE id = ANY ($1)', [
    [...use.prices.keys()],
  ]);
  assert.deepEqual(new Map(rows.map(({ id, price }) => [id, price])), use.prices);
  assert.deepEqual(await findings(api.db, { replay: true }), []);
}

test('H9: while `migrate up` brings an older schema up to date requests are answered, and no write is lost', async () => {
  const names = (await migrationStatus(api.url)).map(({ name }) => name);
  // The oldest schema on which the statements of today, those about listings, prices and the feed, are right.
  const newer = names.slice(names.indexOf('0008_webhook'));
  await migrate({ url: api.url, direction: 'down', count: newer.length });
  await whileUsed(async () => {
    const { status, stdout, stderr } = await runCli(['migrate', 'up'], { DATABASE_URL: api.url });
    assert.deepEqual([status, stderr], [0, '']);
    assert.deepEqual(
      [...stdout.matchAll(/^Migrated: (\w+)$/gm)].map(([, name]) => name),
      newer,
    );
  });
});

const inSteps = {
  '0101_energy': `-- Up Migration
ALTER TABLE public.listing ADD COLUMN energy_class text DEFAULT '-';
ALTER TABLE public.listing ADD CONSTRAINT listing_energy_class_check CHECK (energy_class IN ('A', 'B', '-')) NOT VALID;
CREATE TABLE public.listing_initial (listing_id bigint PRIMARY KEY REFERENCES public.listing ON DELETE CASCADE, initial text);
-- Down Migration
DROP TABLE public.listing_initial;
ALTER TABLE public.listing DROP COLUMN energy_class;
`,
  '0102_energy_filled': `-- Up Migration
-- No transaction

-- 500 at a time.
DO $fill$
BEGIN
  FOR low IN 0..(SELECT max(id) FROM public.listing) BY 500 LOOP
    INSERT INTO public.listing_initial SELECT id, left(name, 1) FROM public.listing
    WHERE id >= low AND id < low + 500 ON CONFLICT DO NOTHING;
    COMMIT;
  END LOOP;
END
$fill$;

ALTER TABLE public.listing VALIDATE CONSTRAINT listing_energy_class_check;

DROP INDEX CONCURRENTLY IF EXISTS public.listing_energy_class;

CREATE INDEX CONCURRENTLY listing_energy_class ON public.listing (energy_class);

-- Down Migration
DROP INDEX public.listing_energy_class;
`,
};

test('what takes long is done beside the service: filled in by parts, validated, indexed concurrently; by one of several instances', async () => {
  const { dir, remove } = await withLater(inSteps);
  try {
    await whileUsed(async () => {
      const ran = await Promise.all([1, 2, 3].map(() => migrate({ url: api.url, direction: 'up', dir })));
      assert.deepEqual(ran.flat(), Object.keys(inSteps));
    });
    const found = await api.sql(
      `SELECT indisvalid AS valid, convalidated AS validated, (SELECT count(*) FROM listing_initial WHERE initial = 'S') AS filled
       FROM pg_index, pg_constraint
       WHERE indexrelid = 'listing_energy_class'::regclass AND conname = 'listing_energy_class_check'`,
    );
    assert.deepEqual(found, [{ valid: true, validated: true, filled: 2_000 }]);
  } finally {
    await migrate({ url: api.url, direction: 'down', count: 2, dir });
    await remove();
  }
});

test('what takes long can be repeated where it was cut off', async () => {
  const { dir, remove } = await withLater({
    '0101_index': `-- Up Migration
-- No transaction

DROP INDEX CONCURRENTLY IF EXISTS public.listing_name;

CREATE UNIQUE INDEX CONCURRENTLY listing_name ON public.listing (name) WHERE name LIKE 'twice%';

-- Down Migration
DROP INDEX public.listing_name;
`,
  });
  try {
    const ids = await addListings(api, 2, { name: 'twice' });
    await assert.rejects(migrate({ url: api.url, direction: 'up', dir }), /could not create unique index/);
    await api.sql('DELETE FROM listing WHERE id = $1', [ids[0]]);
    assert.deepEqual(await migrate({ url: api.url, direction: 'up', dir }), ['0101_index']);
    assert.deepEqual(await api.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'listing_name'::regclass"), [
      { indisvalid: true },
    ]);
  } finally {
    await migrate({ url: api.url, direction: 'down', dir });
    await remove();
  }
});

test('a migration that does not get its lock makes nobody wait for long, says who has it, and can be repeated', async () => {
  const { dir, remove } = await withLater({
    '0101_two': `-- Up Migration
CREATE TABLE public.first_of_two (id bigint);
ALTER TABLE public.listing ADD COLUMN second_of_two text;
-- Down Migration
ALTER TABLE public.listing DROP COLUMN second_of_two;
DROP TABLE public.first_of_two;
`,
  });
  const other = await api.connect();
  try {
    await other.query("SET application_name = 'nightly report'; BEGIN; SELECT count(*) FROM listing");
    await whileUsed(async () => {
      await assert.rejects(migrate({ url: api.url, direction: 'up', dir, patienceMs: 2_000 }), {
        code: 'conflict',
        message: /within 2 s.*\(nightly report, for \d+ s\).*run migrate up again/,
      });
    });
    assert.deepEqual(await api.sql("SELECT to_regclass('first_of_two')::text AS name"), [{ name: null }]);
    await other.query('ROLLBACK');
    assert.deepEqual(await migrate({ url: api.url, direction: 'up', dir }), ['0101_two']);
    await migrate({ url: api.url, direction: 'down', dir });
  } finally {
    await other.end();
    await remove();
  }
});

test('it waits for a lock for less time than a request may wait, and where it is to be had a moment later it goes on', async () => {
  const { dir, remove } = await withLater({
    '0101_limit': `-- Up Migration
CREATE TABLE public.lock_limit AS SELECT current_setting('lock_timeout') AS is;
LOCK TABLE public.listing;
-- Down Migration
DROP TABLE public.lock_limit;
`,
  });
  const other = await api.connect();
  try {
    await other.query('BEGIN; LOCK TABLE listing IN ROW SHARE MODE');
    const migrated = migrate({ url: api.url, direction: 'up', dir });
    const refused = `SELECT FROM pg_stat_activity WHERE application_name = 'pricetrail migrate' AND query = 'ROLLBACK'
      AND datname = current_database()`;
    await until('it has given up once', async () => (await api.sql(refused)).length > 0);
    await other.query('ROLLBACK');
    assert.deepEqual(await migrated, ['0101_limit']);
    assert.deepEqual(await api.sql('TABLE lock_limit'), [{ is: '250ms' }]);
    await migrate({ url: api.url, direction: 'down', dir });
  } finally {
    await other.end();
    await remove();
  }
});
