import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds, looking again every few milliseconds; fails after 10 s. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`this did not come about within 10 s: ${what}`);
    await sleep(5);
  }
}
