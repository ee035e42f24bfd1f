import type { TellingSettings } from '../config/telling.ts';
import { loadClient } from '../wire/load-client.ts';
import { Tracing } from './tracing.ts';

export type TracingOptions = {
  /** Where a collector takes OTLP over HTTP, a URL. */
  endpoint: string;
  settings: Pick<TellingSettings, 'tracesRatio' | 'serviceName'>;
  version: string;
  /** Told now and then that spans cannot be sent. */
  onFailure: (message: string) => void;
};

/** So often, in ms, at most. */
const quietMs = 60_000;

/**
 * Sends spans to a collector, in the background: where it is away they are dropped, and nothing waits for it. A request that is
 * a part of a sampled trace is sampled, of others a share.
 * @throws AppError `misconfigured` where the libraries are not installed
 */
export async function openTracing(options: TracingOptions): Promise<Tracing> {
  const { api, hooks, exporter, resources, sdk } = await loadLibraries();
  const { endpoint, settings, version, onFailure } = options;
  api.diag.setLogger({ ...silent, error: nowAndThen(onFailure) }, api.DiagLogLevel.ERROR);
  const spans = new exporter.OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': settings.serviceName, 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(settings.tracesRatio) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: spans })],
  });
  const contexts = new hooks.AsyncLocalStorageContextManager().enable();
  const tracer = provider.getTracer('pricetrail', version);
  return new Tracing({ api, tracer, contexts, shutdown: () => provider.shutdown() });
}

async function loadLibraries() {
  const names = [
    ...(['@opentelemetry/api', '@opentelemetry/context-async-hooks', '@opentelemetry/resources'] as const),
    ...(['@opentelemetry/exporter-trace-otlp-proto', '@opentelemetry/sdk-trace'] as const),
  ];
  return await loadClient(names, async () => ({
    api: await import('@opentelemetry/api'),
    hooks: await import('@opentelemetry/context-async-hooks'),
    exporter: await import('@opentelemetry/exporter-trace-otlp-proto'),
    resources: await import('@opentelemetry/resources'),
    sdk: await import('@opentelemetry/sdk-trace'),
  }));
}

const silent = { verbose() {}, debug() {}, info() {}, warn() {} };

function nowAndThen(tell: (message: string) => void): (message: string) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (message) => {
    if (performance.now() - toldAt < quietMs) return;
    toldAt = performance.now();
    tell(message);
  };
}
