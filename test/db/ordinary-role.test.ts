import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let settings: { DATABASE_URL: string };
before(async () => {
  database = await createTestDatabase({ empty: true });
  const { pathname } = new URL(database.url);
  const name = pathname.slice(1);
  await database.sql(`CREATE ROLE ${name} LOGIN PASSWORD 'ordinary'; ALTER DATABASE ${name} OWNER TO ${name};
    ALTER SCHEMA public OWNER TO ${name}`);
  const url = new URL(database.url);
  Object.assign(url, { username: name, password: 'ordinary' });
  settings = { DATABASE_URL: url.href };
});
after(async () => {
  const name = new URL(database.url).pathname.slice(1);
  await database.sql(`REASSIGN OWNED BY ${name} TO CURRENT_USER; DROP OWNED BY ${name}; DROP ROLE ${name}`);
  await database.drop();
});

const observation = JSON.stringify({
  ...{
    reference: 'a',
    observed_at: '2024-01-01T00:00:00Z',
    name: 'Mas',
    description: 'Bright',
    latest_price_eur: 100_000,
  },
  ...{ building_type: 'HOUSE', surface_area_m2: 70, rooms_count: 3, bedrooms_count: 2 },
  postal_address: { street_address: '1 rue', postal_code: '66000', city: 'Perpignan', country: 'FR' },
});

test('an ordinary role that owns its database is all that is needed', async () => {
  for (const [args, input] of [
    [['migrate', 'up']],
    [['demo', '--listings', '20', '--prices', '60']],
    [['import', '-'], observation],
    [['doctor']],
    [['trim', '--before', '2020-01-01T00:00:00Z']],
    [['migrate', 'down', '--yes']],
  ] as [string[], string?][]) {
    const { status, stdout, stderr } = await runCli(args, settings, input);
    assert.equal(status, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  }
});
