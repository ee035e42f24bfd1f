import { setTimeout as sleep } from 'node:timers/promises';
import { addListings } from '../listing-rows.ts';
import type { TestDatabase } from '../test-database.ts';

const pauseMs = 20;

/** Listings come, go, move, and change their prices, past ones too, until it is stopped. */
export function churn(database: TestDatabase): { stop(): Promise<void> } {
  let stopped = false;
  const write = async () => {
    for (let n = 0; !stopped; n += 1) {
      await statements[n % statements.length]?.(database);
      await sleep(pauseMs);
    }
  };
  const writing = write();
  return {
    stop: async () => {
      stopped = true;
      await writing;
    },
  };
}

const some = (count: number) => `(SELECT id FROM listing ORDER BY random() LIMIT ${count})`;

const statements: readonly ((database: TestDatabase) => Promise<unknown>)[] = [
  ({ sql }) => sql(`UPDATE listing SET price = round((random() * 1000)::numeric, 2) WHERE id IN ${some(5)}`),
  (database) => addListings(database, 3, { city: `City ${Math.floor(Math.random() * 5)}` }),
  ({ sql }) =>
    sql(`INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT id, at, listing_record_time(id, at), CASE WHEN random() < 0.7 THEN 7 END
      FROM (SELECT id, (created_date - random() * interval '40 days')::timestamptz(3) AS at FROM listing WHERE id IN ${some(3)}) AS l`),
  ({ sql }) =>
    sql(`UPDATE listing SET city = 'City ' || (random() * 5)::integer, rooms_count = 9 WHERE id IN ${some(2)}`),
  ({ sql }) => sql(`DELETE FROM listing WHERE id IN ${some(1)}`),
];
