import type { Worker } from 'node:cluster';
import type { ToldMetrics } from '../metrics/process-metrics.ts';
import type { Tells, Told } from './worker-messages.ts';

/** So long, in ms, one that is busy is waited for. */
const patienceMs = 1_000;

/** What a worker tells of itself; nothing where it does not in time. @param ask tells its answer from those to other questions */
export async function measureWorker(worker: Worker, ask: number): Promise<readonly ToldMetrics[]> {
  const { promise, resolve } = Promise.withResolvers<readonly ToldMetrics[]>();
  const hear = (message: Tells) => {
    if (message.kind === 'metrics' && message.ask === ask) resolve(message.told);
  };
  const timer = setTimeout(resolve, patienceMs, []);
  const measure: Told = { kind: 'measure', ask };
  worker.on('message', hear);
  if (worker.isConnected()) worker.send(measure, () => {});
  else resolve([]);
  const told = await promise;
  clearTimeout(timer);
  worker.off('message', hear);
  return told;
}
