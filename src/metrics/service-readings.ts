import type { Backlog } from '../deliveries/webhooks/backlog.sql.ts';
import type { UnfinishedImports } from '../exchange/jobs/import-jobs.sql.ts';
import type { Reading, Value } from './readings.ts';

/** What was read of the whole service; undefined: it could not be asked. */
export type ServiceState = {
  heldBackMs?: number | undefined;
  backlog?: Backlog | undefined;
  imports?: UnfinishedImports | undefined;
  lake?: { lagSeconds: number; prices: number; layers: number } | undefined;
};

export function serviceReadings(version: string, state: () => ServiceState): Reading[] {
  return [...ofService(version, state), ...ofBacklog(state), ...ofLake(state)];
}

function ofService(version: string, state: () => ServiceState): Reading[] {
  return [
    {
      ...{ name: 'pricetrail_build_info', type: 'gauge', labels: ['version'] },
      help: 'Always 1; its label tells the version.',
      read: () => [{ labels: { version }, value: 1 }],
    },
    {
      ...{ name: 'pricetrail_database_up', type: 'gauge' },
      help: 'Whether the database answered this scrape.',
      read: () => [{ value: Number(state().heldBackMs !== undefined) }],
    },
    {
      ...{ name: 'pricetrail_feed_held_back_seconds', type: 'gauge' },
      help: 'For how long an open transaction has kept the oldest change that is committed out of the feed.',
      read: () => maybe(state().heldBackMs, (ms) => ms / 1_000),
    },
  ];
}

function ofBacklog(state: () => ServiceState): Reading[] {
  return [
    {
      ...{ name: 'pricetrail_webhooks', type: 'gauge', labels: ['status'] },
      help: 'Webhooks by status; disabled: the service gave up on them.',
      read: () => byLabel('status', state().backlog, ['active', 'paused', 'disabled']),
    },
    {
      ...{ name: 'pricetrail_webhook_deliveries_due', type: 'gauge' },
      help: 'Deliveries of active webhooks that are due, up to 10,000.',
      read: () => maybe(state().backlog, ({ due }) => due),
    },
    {
      ...{ name: 'pricetrail_webhook_oldest_due_seconds', type: 'gauge' },
      help: 'For how long the oldest of them has been due.',
      read: () => maybe(state().backlog, ({ oldestSeconds }) => oldestSeconds),
    },
    {
      ...{ name: 'pricetrail_imports', type: 'gauge', labels: ['state'] },
      help: 'Imports that came in over HTTP and are not done.',
      read: () => byLabel('state', state().imports, ['waiting', 'working']),
    },
  ];
}

function ofLake(state: () => ServiceState): Reading[] {
  return [
    {
      ...{ name: 'pricetrail_lake_lag_seconds', type: 'gauge' },
      help: 'How long ago that was up to which the lake has all that was recorded; none while there is no lake.',
      read: () => maybe(state().lake, ({ lagSeconds }) => lagSeconds),
    },
    {
      ...{ name: 'pricetrail_lake_prices', type: 'gauge' },
      help: 'Rows of prices in the files of the lake, those included that later layers leave out.',
      read: () => maybe(state().lake, ({ prices }) => prices),
    },
    {
      ...{ name: 'pricetrail_lake_layers', type: 'gauge' },
      help: 'Layers that the lake is made of.',
      read: () => maybe(state().lake, ({ layers }) => layers),
    },
  ];
}

function maybe<T>(known: T | undefined, value: (known: T) => number): Value[] {
  return known === undefined ? [] : [{ value: value(known) }];
}

function byLabel<Name extends string>(
  label: string,
  counts: Readonly<Record<Name, number>> | undefined,
  names: readonly Name[],
): Value[] {
  return counts ? names.map((name) => ({ labels: { [label]: name }, value: counts[name] })) : [];
}
