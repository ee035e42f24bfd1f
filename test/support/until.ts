import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds, looking again every few milliseconds; fails after a minute, or as many s as are given. */
export async function until(what: string, condition: () => Promise<boolean>, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`this did not come about within ${seconds} s: ${what}`);
    await sleep(5);
  }
}
