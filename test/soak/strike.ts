import { setTimeout as sleep } from 'node:timers/promises';
import { callAt } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { type SoakFault, soakFaults } from './fault-plan.ts';
import { print } from './figures.ts';
import type { Installation } from './installation.ts';
import type { Struck } from './verdict.ts';

const backWithinSeconds = 60;

/** What became of a fault: after how long the service was back, or why it did not strike. */
export type FaultFigures = { name: string; backAfterMs?: number; skipped?: string };

/** Lets one fault after the other strike, evenly spread over the time up to `end`. */
export async function strikeAll(installation: Installation, end: number) {
  const [faults, struck]: [FaultFigures[], Struck[]] = [[], []];
  for (const [at, fault] of soakFaults.entries()) {
    const next = performance.now() + (end - performance.now()) / (soakFaults.length - at);
    const { figures, span } = await strike(installation, fault);
    faults.push(figures);
    if (span) struck.push(span);
    print(JSON.stringify(figures));
    await sleep(Math.max(0, next - performance.now()));
  }
  return { faults, struck };
}

async function strike(installation: Installation, fault: SoakFault): Promise<{ figures: FaultFigures; span?: Struck }> {
  const { name, takes } = fault;
  const skipped = fault.missing?.(installation);
  if (skipped !== undefined) return { figures: { name, skipped } };
  const from = performance.now();
  await fault.strike(installation);
  const over = performance.now();
  await until(`the service is back after: ${name}`, () => answers(installation), backWithinSeconds);
  const to = performance.now();
  return { figures: { name, backAfterMs: Math.round(to - over) }, span: { name, ...(takes && { takes }), from, to } };
}

/** Whether it reads and writes: a write that finds nothing to delete still goes the way of writes. */
async function answers({ base, key }: Installation): Promise<boolean> {
  const call = callAt(base);
  const [read, written] = await Promise.all([
    call('GET', '/listings?limit=1'),
    call('DELETE', '/listings/999999999999999', undefined, { authorization: `Bearer ${key}` }),
  ]);
  return read.status === 200 && written.status === 404;
}
