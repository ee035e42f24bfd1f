import { collectDefaultMetrics, Histogram, type MetricObject, Registry } from 'prom-client';
import { type ProcessSources, processReadings } from './process-readings.ts';
import { register } from './readings.ts';

/** A request that was answered. */
export type Answered = {
  method: string;
  /** The path of its operation, with the names of its parameters; `none` where there is no such operation. */
  route: string;
  status: number;
  /** From its header's arrival to the last byte of the answer. */
  seconds: number;
};

/** What a process tells of itself, to be merged with that of others. */
export type ToldMetrics = MetricObject[];

/** Up to what a load balancer waits. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Any other is told as `other`: each is a series of its own, and a client may send each that the HTTP parser knows. */
const toldMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The metrics of one process that answers requests. */
export class ProcessMetrics {
  readonly #registry = new Registry();
  readonly #durations: Histogram<'method' | 'route' | 'status'>;

  constructor(sources: ProcessSources) {
    collectDefaultMetrics({ register: this.#registry });
    this.#durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'How long requests took, from the arrival of their header to the last byte of the answer; streams aside.',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers: [this.#registry],
    });
    register(this.#registry, processReadings(sources));
  }

  answered({ method, route, status, seconds }: Answered): void {
    this.#durations.observe({ method: toldMethods.has(method) ? method : 'other', route, status }, seconds);
  }

  async read(): Promise<ToldMetrics> {
    return await this.#registry.getMetricsAsJSON();
  }
}
