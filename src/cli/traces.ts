import type { TellingSettings } from '../config/telling.ts';
import type { Log } from '../log/open-log.ts';
import type { Tracing } from '../tracing/tracing.ts';

export type TracesOptions = {
  config: Pick<TellingSettings, 'tracesEndpoint' | 'tracesRatio' | 'serviceName'>;
  version: string;
  log: Log;
};

/**
 * Sends traces to the collector of OTEL_EXPORTER_OTLP_ENDPOINT.
 * @returns undefined where it is not set
 * @throws AppError `misconfigured` where the libraries for it are not installed
 */
export async function openTraces({ config, version, log }: TracesOptions): Promise<Tracing | undefined> {
  const { tracesEndpoint: endpoint } = config;
  if (endpoint === undefined) return undefined;
  const { openTracing } = await import('../tracing/open-tracing.ts');
  const onFailure = (why: string) => log.warn({ why }, 'traces cannot be sent');
  return await openTracing({ endpoint, settings: config, version, onFailure });
}
