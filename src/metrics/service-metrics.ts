import { Registry } from 'prom-client';
import { selectHeldBackMs } from '../changes/changes.sql.ts';
import type { Database } from '../db/database.ts';
import { selectBacklog } from '../deliveries/webhooks/backlog.sql.ts';
import { countUnfinished } from '../exchange/jobs/import-jobs.sql.ts';
import { lakeAsOf } from '../market/lake/lake-as-of.ts';
import type { LakeStore } from '../market/lake/lake-store.ts';
import { readLatest } from '../market/lake/manifest.ts';
import type { ToldMetrics } from './process-metrics.ts';
import { register } from './readings.ts';
import { type ServiceState, serviceReadings } from './service-readings.ts';

export type ServiceSources = {
  db: Pick<Database, 'probes'>;
  /** Where the lake is. */
  openLake: () => Promise<LakeStore>;
  version: string;
};

/** Whoever scrapes waits for so long, in ms, for a database or a store that does not answer. */
const patienceMs = 2_000;

/** The metrics of the service as a whole, which are asked of its database and its lake once for each scrape. */
export class ServiceMetrics {
  readonly #sources: ServiceSources;
  readonly #registry = new Registry();
  #lake: Promise<LakeStore> | undefined;
  #state: ServiceState = {};

  constructor(sources: ServiceSources) {
    this.#sources = sources;
    register(
      this.#registry,
      serviceReadings(sources.version, () => this.#state),
    );
  }

  /** What cannot be asked is left out. */
  async read(): Promise<ToldMetrics> {
    const { probes } = this.#sources.db;
    const [heldBackMs, backlog, imports, lake] = await Promise.all([
      inTime(selectHeldBackMs(probes)),
      inTime(selectBacklog(probes)),
      inTime(countUnfinished(probes)),
      inTime(this.#lookAtLake()),
    ]);
    this.#state = { heldBackMs, backlog, imports, lake };
    return await this.#registry.getMetricsAsJSON();
  }

  async close(): Promise<void> {
    await (await this.#lake?.catch(() => undefined))?.close();
  }

  async #lookAtLake(): Promise<ServiceState['lake']> {
    this.#lake ??= this.#sources.openLake();
    const store = await this.#lake.catch((error) => {
      this.#lake = undefined; // the next scrape tries again
      throw error;
    });
    const manifest = await readLatest(store);
    if (!manifest) return undefined;
    const asOf = await lakeAsOf(this.#sources.db.probes, manifest);
    const prices = manifest.layers.reduce((sum, { rows }) => sum + rows.prices, 0);
    return { lagSeconds: Math.max(0, (Date.now() - Date.parse(asOf)) / 1_000), prices, layers: manifest.layers.length };
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, patienceMs, undefined);
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
