import type { Config } from '../config/config.ts';
import { isLoopback } from '../config/listening.ts';
import type { Database } from '../db/database.ts';
import type { Log } from '../log/open-log.ts';
import type { MetricsServer } from '../metrics/metrics-server.ts';
import type { ToldMetrics } from '../metrics/process-metrics.ts';
import { listeningFailure } from './listening-failure.ts';

export type MetricsOptions = {
  config: Config;
  version: string;
  log: Log;
  /** What each process that answers requests tells. */
  readProcesses: () => Promise<readonly ToldMetrics[]>;
};

/**
 * Tells the metrics of all processes and of the service as a whole on METRICS_PORT.
 * @returns undefined where it is not set
 * @throws AppError `conflict` where the port is taken, `misconfigured` where it cannot be listened on
 */
export async function openMetrics(db: Database, options: MetricsOptions): Promise<MetricsServer | undefined> {
  const { config, version, log, readProcesses } = options;
  const { host, metricsPort: port } = config;
  if (port === undefined) return undefined;
  const { openMetricsServer } = await import('../metrics/metrics-server.ts');
  const { ServiceMetrics } = await import('../metrics/service-metrics.ts');
  const { openStore } = await import('../market/lake/open-store.ts');
  const service = new ServiceMetrics({ db, version, openLake: async () => await openStore(config, 'reading') });
  const read = async () => [...(await readProcesses()), await service.read()];
  const onFailure = (err: unknown) => log.warn({ err }, 'metrics cannot be told');
  const server = await openMetricsServer({ host, port, isOnlyHere: isLoopback(host), read, onFailure }).catch(
    (error) => {
      throw listeningFailure(error, { host, port, setting: 'METRICS_PORT' });
    },
  );
  const close = async () => {
    await server.close();
    await service.close();
  };
  return { ...server, close };
}
