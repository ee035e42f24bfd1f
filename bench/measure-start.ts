import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure } from './measure.ts';
import { startServer, withDataDir } from './measured-process.ts';

const runs = 5;

/** From `npm start` to ready, with the demo listings filled in the first time; and the memory of the server at rest. */
export async function measureStart(): Promise<Measure[]> {
  const first: number[] = [];
  const later: number[] = [];
  const resident: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await withDataDir(async (settings) => {
      const demo = { ...settings, DEMO: '1' };
      const one = await startServer(demo);
      first.push(one.secondsToReady);
      await one.stop();
      const two = await startServer(demo);
      later.push(two.secondsToReady);
      await fetch(`${two.base}/listings`).then((response) => response.text());
      await sleep(3_000);
      resident.push(await two.residentMb());
      await two.stop();
    });
  }
  return [
    { name: '`npm start` to ready, the first time', unit: 's', values: first, target: 'at most 5 s' },
    { name: '`npm start` to ready, later', unit: 's', values: later, target: 'at most 1.5 s' },
    { name: 'server at rest, resident', unit: 'MB', values: resident, target: 'at most 150 MB' },
  ];
}
