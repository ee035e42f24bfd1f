import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importObservations } from '../../src/exchange/import-observations.ts';
import { metricNames } from '../../src/market/figures/metrics.ts';
import type { MarketQuestion } from '../support/market/market-question.ts';
import { MarketWorld } from '../support/market/market-world.ts';
import { long } from '../support/thorough.ts';

// Two public data sets that are not part of this repository; docs/data.md says what they are and where they come from.
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

const all = { metric: metricNames, min_count: 1 } as const;
const valencia = { ...all, from: '2018-01-01', to: '2019-01-01' } as const;
const ireland = { ...all, from: '2012-01-01', to: '2013-07-01' } as const;
const files: { name: string; questions: MarketQuestion[] }[] = [
  {
    name: 'valencia-2018',
    questions: [
      { ...valencia, period: 'quarter', by: ['city', 'building_type'] },
      { ...valencia, period: 'year', by: ['rooms'], min_count: 5 },
    ],
  },
  {
    name: 'ireland-register',
    questions: [
      { ...ireland, period: 'year', from: '2010-01-01', to: '2017-01-01', by: ['postal_code', 'building_type'] },
      { ...ireland, period: 'week', from: '2012-12-24', to: '2013-01-10', by: ['country'] },
    ],
  },
];

for (const { name, questions } of files) {
  test(`the figures of the real observations of ${name} are what their definitions have`, {
    skip: reasonToSkip(name),
    timeout: 400_000, // the plain definitions take their time, and so do other tests beside them
  }, async () => {
    const world = await MarketWorld.start();
    try {
      await importObservations(world.database.db, createReadStream(`${folder}${name}.ndjson.gz`));
      await world.database.sql('ANALYZE');
      const lake = await world.lake();
      await world.rebuild(lake);
      const server = await world.serve(lake);
      for (const question of questions) assert.ok((await world.assertAnswer(server, question)).length > 0);
    } finally {
      await world.stop();
    }
  });
}

function reasonToSkip(name: string): string | false {
  if (!existsSync(`${folder}${name}.ndjson.gz`)) return `the data set is not in ${folder}`;
  return long;
}
