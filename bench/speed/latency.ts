import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The times of requests one after the other, in ms, sorted. A fifth as many before them warm up: compilers run beside them. */
export async function latencies(base: string, pathOf: (n: number) => string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = -Math.ceil(count / 5); n < count; n += 1) {
    const begun = performance.now();
    await read(`${base}${pathOf(Math.abs(n))}`);
    if (n >= 0) times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b);
}

/** @param sorted ascending */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

async function read(url: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.resume().once('end', resolve).once('error', reject);
    }).once('error', reject);
  });
}
