import pg from 'pg';
import { databaseAccount } from '../../src/db/embedded/account.ts';
import { embeddedBinaries } from '../../src/db/embedded/binaries.ts';
import { clusterUrl } from '../../src/db/embedded/cluster.ts';

/** How many connections there are to the embedded database of a data folder, but those that hold locks on its server. */
export async function connectionsOf(dataDir: string): Promise<number> {
  const account = databaseAccount();
  const cluster = {
    folder: `${dataDir}/postgres`,
    account,
    binaries: await embeddedBinaries(account),
    locale: [],
    settings: {},
  };
  const client = new pg.Client({ connectionString: await clusterUrl(cluster, 'pricetrail') });
  await client.connect();
  const { rows } = await client.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  await client.end();
  return rows[0].count;
}
