import { Counter, Gauge, type Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;
export type Value = { labels?: Labels; value: number };

/** A metric whose values are asked for when somebody scrapes. */
export type Reading = {
  name: string;
  /** What it counts, with its unit. */
  help: string;
  /** A counter only rises, until its process ends. */
  type: 'counter' | 'gauge';
  /** What it tells apart. */
  labels?: readonly string[];
  /** How the values of several processes become one. @default they are added up */
  aggregator?: 'max';
  read: () => readonly Value[];
};

/** Registers metrics. */
export function register(registry: Registry, readings: readonly Reading[]): void {
  for (const { type, read, aggregator, labels = [], ...named } of readings) {
    const shared = { ...named, labelNames: [...labels], registers: [registry], ...(aggregator ? { aggregator } : {}) };
    if (type === 'gauge') new Gauge({ ...shared, collect: setTo(read, labels) });
    else new Counter({ ...shared, collect: countTo(read) });
  }
}

/** A value that is told no more is gone: `reset` leaves a 0 where there are no labels. */
function setTo(read: Reading['read'], labels: readonly string[]) {
  return function collect(this: Gauge): void {
    this.reset();
    if (labels.length === 0) this.remove();
    for (const { labels: of = {}, value } of read()) this.set(of, value);
  };
}

function countTo(read: Reading['read']) {
  return function collect(this: Counter): void {
    this.reset();
    for (const { labels = {}, value } of read()) this.inc(labels, value);
  };
}
