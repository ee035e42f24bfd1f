import pg from 'pg';
import { loadConfig } from '../src/config/config.ts';
import { openDatabase } from '../src/db/open-database.ts';
import type { Measure } from './measure.ts';
import { runCommand, withDataDir } from './measured-process.ts';

const months = 36;
const rows = 720_000;
const polls = 2_000;
const writes = 2_000;
const runs = 5;

const columns = `listing_id bigint NOT NULL, version bigint NOT NULL, feed_key xid8 NOT NULL, feed_seq bigint NOT NULL,
  recorded_at timestamptz NOT NULL, changed jsonb NOT NULL`;
const month = (n: number) => new Date(Date.UTC(2024, n, 1)).toISOString();

/**
 * The feed as one table, and with a partition a month: a poll at its end, a change written, a month removed. It answers
 * whether partitions are worth their price (src/changes/SPEC.md, Retention).
 */
export async function measureFeed(): Promise<Measure[]> {
  return await withDataDir(async (settings) => {
    await runCommand(['migrate', 'up'], settings);
    const opened = await openDatabase(loadConfig(settings));
    const client = new pg.Client({ connectionString: opened.url });
    await client.connect();
    try {
      await makeTables(client);
      const ratio = async (time: (table: string) => Promise<number>) => {
        const values: number[] = [];
        for (let run = 0; run <= runs; run += 1) {
          const plain = await time('plain');
          const partitioned = await time('partitioned');
          if (run > 0) values.push(partitioned / plain); // the first round warms up
        }
        return values;
      };
      const poll = await ratio((table) => secondsOf(client, polls, pollOf(table)));
      const write = await ratio((table) => secondsOf(client, writes, writeOf(table)));
      const trim = await secondsOf(client, 1, [`DELETE FROM plain WHERE recorded_at < '${month(1)}'`]);
      const drop = await secondsOf(client, 1, ['DROP TABLE partitioned_0']);
      return [
        { name: 'a poll at the end of the feed, 36 partitions to one table', unit: 'times', values: poll, target: '' },
        { name: 'a change written, 36 partitions to one table', unit: 'times', values: write, target: '' },
        { name: `a month of ${rows / months} changes deleted from one table`, unit: 's', values: [trim], target: '' },
        { name: 'a partition of a month dropped', unit: 's', values: [drop], target: '' },
      ];
    } finally {
      await client.end();
      await opened.release();
    }
  });
}

async function makeTables(client: pg.Client): Promise<void> {
  await client.query(`CREATE TABLE plain (${columns}, PRIMARY KEY (listing_id, version))`);
  await client.query(`CREATE TABLE partitioned (${columns}, PRIMARY KEY (listing_id, version, recorded_at))
    PARTITION BY RANGE (recorded_at)`);
  for (let n = 0; n < months; n += 1) {
    await client.query(
      `CREATE TABLE partitioned_${n} PARTITION OF partitioned FOR VALUES FROM ('${month(n)}') TO ('${month(n + 1)}')`,
    );
  }
  for (const table of ['plain', 'partitioned']) {
    await client.query(`INSERT INTO ${table} SELECT n % 60000, n, n::text::xid8, n,
        timestamptz '${month(0)}' + n * (timestamptz '${month(months)}' - '${month(0)}') / ${rows + 1},
        jsonb_build_object('price_eur', jsonb_build_array(n, n + 1)) FROM generate_series(1, ${rows}) AS n`);
    await client.query(`CREATE INDEX ON ${table} (feed_key, feed_seq)`);
    await client.query(`VACUUM ANALYZE ${table}`);
  }
}

const pollOf = (table: string) => [
  `SELECT * FROM ${table} WHERE (feed_key, feed_seq) > ('${rows - 5}'::xid8, 0) ORDER BY feed_key, feed_seq LIMIT 100`,
];

let written = rows;
function writeOf(table: string): () => string {
  return () => {
    written += 1;
    return `INSERT INTO ${table} VALUES (1, ${written}, '${written}', ${written}, '${month(months - 1)}', '{"price_eur": [1, 2]}')`;
  };
}

async function secondsOf(client: pg.Client, count: number, statement: string[] | (() => string)): Promise<number> {
  const begun = performance.now();
  await client.query('BEGIN'); // without waiting for the disk at each statement
  for (let n = 0; n < count; n += 1)
    await client.query(typeof statement === 'function' ? statement() : (statement[0] ?? ''));
  await client.query('COMMIT');
  return (performance.now() - begun) / 1_000;
}
