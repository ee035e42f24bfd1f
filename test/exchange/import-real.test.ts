import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importObservations } from '../../src/exchange/import-observations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { thorough } from '../support/thorough.ts';

// Two public data sets that are not part of this repository; docs/data.md says what they are and where they come from.
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

const files = [
  {
    name: 'valencia-2018',
    lines: 33_622,
    listings: 27_391,
    superseded: 6_231,
    prices: 27_391,
    several: 0,
    sum: 5_378_217_000,
  },
  {
    name: 'ireland-register',
    lines: 101_350,
    listings: 100_739,
    superseded: 187,
    prices: 101_107,
    several: 366,
    sum: 21_603_615_751.23,
  },
];

for (const file of files) {
  const skip = reasonToSkip(file);
  test(`the real observations of ${file.name} leave exactly their figures`, { skip }, async () => {
    const database: TestDatabase = await createTestDatabase();
    try {
      const report = await importObservations(database.db, createReadStream(`${folder}${file.name}.ndjson.gz`));
      assert.deepEqual(report, {
        ...{ lines: file.lines, created: file.listings, updated: 0, unchanged: 0, refused: 0 },
        ...{ pricesAdded: file.prices, superseded: file.superseded },
      });
      const [figures] = await database.sql(
        `SELECT (SELECT count(*) FROM listing) AS listings, (SELECT count(*) FROM listing_price) AS prices,
           (SELECT sum(price) FROM listing) AS sum,
           (SELECT count(*) FROM (SELECT FROM listing_price GROUP BY listing_id HAVING count(*) > 1) AS many) AS several,
           (SELECT count(*) FROM listing WHERE price IS DISTINCT FROM
             (SELECT price_eur FROM listing_price_in_force(id))) AS "notInForce"`,
      );
      const { listings, prices, sum, several } = file;
      assert.deepEqual(figures, { listings, prices, sum, several, notInForce: 0 });
    } finally {
      await database.drop();
    }
  });
}

function reasonToSkip({ name }: { name: string }): string | false {
  if (!existsSync(`${folder}${name}.ndjson.gz`)) return `the data set is not in ${folder}`;
  return thorough ? false : 'it takes long: npm test -- --thorough';
}
