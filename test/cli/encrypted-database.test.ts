import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { openTlsRoute } from '../support/tls-route.ts';

async function assertFails(url: string, why: RegExp): Promise<void> {
  const address = new URL(url);
  address.searchParams.set('sslmode', 'verify-full');
  const { status, stderr } = await runCli(['migrate', 'status'], { DATABASE_URL: address.href });
  assert.match(stderr, why);
  assert.doesNotMatch(stderr, /try again/);
  assert.equal(status, 1);
}

test('a database without encryption, and one whose certificate nobody vouches for, are told in words', async (t) => {
  const database = await createTestDatabase({ empty: true });
  try {
    await assertFails(
      database.url,
      /^pricetrail: The database cannot be reached encrypted: The server does not support SSL connections\. Turn ssl on in PostgreSQL, or /,
    );
    const route = await openTlsRoute(database.url);
    if (!route) return t.skip('openssl is not there to make a certificate');
    t.after(() => route.close());
    await assertFails(
      route.url,
      /^pricetrail: The database cannot be reached encrypted: self-signed certificate.*\. See sslmode and sslrootcert /,
    );
  } finally {
    await database.drop();
  }
});
