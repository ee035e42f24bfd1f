import { Agent, get } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

export type SteadyOptions = { base: string; pathOf: (n: number) => string; rate: number; seconds: number };

/**
 * Reads so many a second, whether or not those before are answered. @returns the times in ms from when each was due, not from
 * when it was sent (else a slow answer would hide those behind it), sorted.
 */
export async function steadyRate({ base, pathOf, rate, seconds }: SteadyOptions): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const count = Math.floor(rate * seconds);
  const begun = performance.now();
  const answers: Promise<void>[] = [];
  for (let n = 0; n < count; ) {
    for (const now = performance.now() - begun; n < count && (n * 1_000) / rate <= now; n += 1) {
      const due = begun + (n * 1_000) / rate;
      answers.push(read(`${base}${pathOf(n)}`, agent).then(() => void times.push(performance.now() - due)));
    }
    await nextTurn();
  }
  await Promise.all(answers);
  agent.destroy();
  return times.slice(Math.floor(count / 10)).toSorted((a, b) => a - b); // the first tenth warms up
}

async function read(url: string, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.resume().once('end', resolve).once('error', reject);
    }).once('error', reject);
  });
}
