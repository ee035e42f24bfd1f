import type { Measure } from './measure.ts';
import { rateOf } from './measure-import.ts';
import { runCommand, withDataDir } from './measured-process.ts';

const references = 291_667;
const months = 12;

/** 3.5 million lines through standard input: the memory of the process must not grow with them. */
export async function measureLargeImport(): Promise<Measure[]> {
  return await withDataDir(async (settings) => {
    const { peakMb, printed } = await runCommand(['import', '-'], settings, lines());
    return [
      { name: 'import of 3.5 million lines', unit: 'lines/s', values: [rateOf(printed)], target: '' },
      { name: 'the same, peak resident', unit: 'MB', values: [peakMb], target: 'at most 300 MB' },
    ];
  });
}

/** Every listing once a month, in the order of time; two prices of three are new. */
async function* lines(): AsyncGenerator<string> {
  for (let month = 0; month < months; month += 1) {
    let chunk = '';
    for (let n = 0; n < references; n += 1) {
      chunk += line(n, month);
      if (chunk.length < 65_536) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  }
}

function line(n: number, month: number): string {
  const observation = {
    reference: `bench-${n}`,
    observed_at: `2024-${String(month + 1).padStart(2, '0')}-01T00:00:00Z`,
    ...{ name: `Flat ${n}`, description: `Flat of ${40 + (n % 80)} m2, seen every month.`, building_type: 'APARTMENT' },
    latest_price_eur: 100_000 + (n % 1_000) * 500 - Math.floor((month * 2) / 3) * 1_000,
    ...{ surface_area_m2: 40 + (n % 80), rooms_count: 1 + (n % 5), bedrooms_count: n % 4 },
    postal_address: {
      street_address: `${n % 200} High Street`,
      postal_code: '66000',
      city: 'Perpignan',
      country: 'FR',
    },
  };
  return `${JSON.stringify(observation)}\n`;
}
