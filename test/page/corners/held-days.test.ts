import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importLines, observationLine } from '../../support/observations.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { chartTold, priceRow } from '../../support/page/prices.ts';

/** A home whose price held from late in the evening of 27 August to the morning of 8 October. */
const site = servedPage({
  path: '/1/prices',
  fill: async (api) => {
    await importLines(api, [
      observationLine('held', '2025-08-27T20:00:00Z', { latest_price_eur: 300_000 }),
      observationLine('held', '2025-10-08T06:00:00Z', { latest_price_eur: 290_000 }),
      observationLine('held', '2025-10-08T09:00:00Z', { latest_price_eur: 280_000 }),
    ]);
  },
});

test('the table, the chart and the dates agree for how long a price held', { skip: noBrowser }, async () => {
  const page = await site.world.browser.open(site.address, { timezoneId: 'UTC' });
  await priceRow(page, '€300,000').getByText('42 days', { exact: true }).waitFor();
  await priceRow(page, '€290,000').getByText('under a day', { exact: true }).waitFor();
  const told = await chartTold(page);
  assert.match(told[0] ?? '', /27 Aug 2025 → 8 Oct 2025.* \(42 days\)/);
  assert.match(told[1] ?? '', /\(under a day\)/);
});
