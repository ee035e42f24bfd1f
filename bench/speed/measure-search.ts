import type { Measure } from '../measure.ts';
import { latencies, percentile } from './latency.ts';
import { combinations, filters, orders } from './searches.ts';

const requests = 500;
const mostMs = 40;

/** Every filter and every order alone, and what people ask for: the first page of 100, one client. */
export async function measureSearch(base: string): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [name, query] of Object.entries({ ...filters, ...orders, ...combinations })) {
    const times = await latencies(base, () => `/listings?${query}`, requests);
    const target = `p99 under ${mostMs} ms`;
    measures.push({ name, unit: 'ms', values: [percentile(times, 50), percentile(times, 99)], target });
  }
  return measures;
}
