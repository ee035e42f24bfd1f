import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grown, memoryOf } from './memory.ts';
import type { Sample } from './watcher.ts';

const spans = { plateau: [0, 59], after: [60, 119] } as const;
const mb = 1e6;

/** A process whose heap is collected every 20 s. @param kept what is left then, in MB, by second @param outside of the heap */
function samplesOf(kept: (at: number) => number, outside: (at: number) => number): Sample[] {
  return Array.from({ length: 120 }, (_, at) => {
    const heapUsedBytes = (kept(at) + (at % 20) * 10) * mb;
    const heapTotalBytes = heapUsedBytes + 40 * mb;
    return { at, heapUsedBytes, heapTotalBytes, residentBytes: heapTotalBytes + outside(at) * mb, lagMs: 0 };
  });
}

test('what is collected again is not held', () => {
  const api = memoryOf(
    samplesOf(
      () => 80,
      () => 200,
    ),
    spans,
  );
  assert.deepEqual(api, { plateau: { mb: 280, heapMb: 80 }, after: { mb: 280, heapMb: 80 }, growth: 0 });
  assert.deepEqual(grown({ api }), []);
});

test('what stays is, in the heap and outside of it', () => {
  const inHeap = memoryOf(
    samplesOf(
      (at) => 80 + at,
      () => 200,
    ),
    spans,
  );
  const outside = memoryOf(
    samplesOf(
      () => 80,
      (at) => (at < 60 ? 200 : 240),
    ),
    spans,
  );
  assert.deepEqual(grown({ inHeap, outside }), [
    'inHeap held 280 MB before the faults and holds 340 after them',
    'outside held 280 MB before the faults and holds 320 after them',
  ]);
});
