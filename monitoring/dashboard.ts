import { datasource, layOut, type PanelOptions } from './panel.ts';

const of = '{job="$job", instance=~"$instance"}';
const where = (matchers: string) => `{job="$job", instance=~"$instance", ${matchers}}`;
const duration = 'http_request_duration_seconds';

const requests: PanelOptions[] = [
  {
    ...{
      title: 'Requests',
      description: 'Answers a second, by the class of their status.',
      unit: 'reqps',
      stacked: true,
    },
    targets: [
      {
        expr: `sum by (class) (label_replace(rate(${duration}_count${of}[$__rate_interval]), "class", "\${1}xx", "status", "(.).."))`,
        legend: '{{class}}',
      },
    ],
  },
  {
    ...{ title: 'How long they take', description: 'Of all requests but streams.', unit: 's' },
    targets: [0.5, 0.95, 0.99].map((quantile) => ({
      expr: `histogram_quantile(${quantile}, sum by (le) (rate(${duration}_bucket${of}[$__rate_interval])))`,
      legend: `p${quantile * 100}`,
    })),
  },
  {
    title: 'The slowest operations',
    ...{ description: 'The p99 of those that are asked for more than once in ten seconds.', unit: 's' },
    targets: [
      {
        expr:
          `topk(8, histogram_quantile(0.99, sum by (le, method, route) (rate(${duration}_bucket${of}[$__rate_interval])))` +
          ` and on (method, route) sum by (method, route) (rate(${duration}_count${of}[$__rate_interval])) > 0.1)`,
        legend: '{{method}} {{route}}',
      },
    ],
  },
  {
    title: 'Failures',
    description:
      'Answers a second with 500 (each is logged), 503 (refused, or the database is away) and 429 (too often).',
    unit: 'reqps',
    targets: [
      {
        expr: `sum by (status) (rate(${duration}_count${where('status=~"500|503|429"')}[$__rate_interval]))`,
        legend: '{{status}}',
      },
    ],
  },
  {
    ...{ title: 'The busiest operations', description: 'Answers a second.', unit: 'reqps' },
    targets: [
      {
        expr: `topk(8, sum by (method, route) (rate(${duration}_count${of}[$__rate_interval])))`,
        legend: '{{method}} {{route}}',
      },
    ],
  },
  {
    title: 'Known reads',
    description: 'The share of reads that were answered with 304, since the client had the answer.',
    unit: 'percentunit',
    targets: [
      {
        expr:
          `sum(rate(${duration}_count${where('method="GET", status="304"')}[$__rate_interval]))` +
          ` / sum(rate(${duration}_count${where('method="GET"')}[$__rate_interval]))`,
        legend: '304',
      },
    ],
  },
];

const database: PanelOptions[] = [
  {
    title: 'Connections that are busy',
    description: 'The share of those that may be open, by what they are for. At 1 others wait.',
    unit: 'percentunit',
    targets: [
      {
        expr: `sum by (lane) (pricetrail_database_connections_busy${of}) / sum by (lane) (pricetrail_database_connections${of})`,
        legend: '{{lane}}',
      },
    ],
  },
  {
    title: 'Who waits for the database',
    description: 'Reads wait for their answer, searches and writes for a connection.',
    unit: 'short',
    targets: [{ expr: `sum by (lane) (pricetrail_database_waiting${of})`, legend: '{{lane}}' }],
  },
  {
    title: 'Refused, and away',
    description:
      'Requests a second that were refused, as there was more to do than the database could; instances without an answer of it.',
    unit: 'short',
    targets: [
      { expr: `sum(rate(pricetrail_overloaded_total${of}[$__rate_interval]))`, legend: 'refused a second' },
      { expr: `count(pricetrail_database_up${of} == 0)`, legend: 'instances without a database' },
    ],
  },
];

const changes: PanelOptions[] = [
  {
    ...{ title: 'Streams of changes', description: 'That are open.', unit: 'short' },
    targets: [{ expr: `sum by (instance) (pricetrail_feed_followers${of})`, legend: '{{instance}}' }],
  },
  {
    title: 'The feed is held back',
    description: 'For how long an open transaction has kept the oldest committed change from those who follow.',
    unit: 's',
    targets: [{ expr: `max(pricetrail_feed_held_back_seconds${of})`, legend: 'held back' }],
  },
  {
    title: 'Posts to webhooks',
    description: 'A second: delivered, pending (tried again), failed (given up).',
    ...{ unit: 'short', stacked: true },
    targets: [
      {
        expr: `sum by (outcome) (rate(pricetrail_webhook_attempts_total${of}[$__rate_interval]))`,
        legend: '{{outcome}}',
      },
    ],
  },
  {
    ...{ title: 'Deliveries that are due', description: 'Of active webhooks, up to 10,000.', unit: 'short' },
    targets: [{ expr: `max(pricetrail_webhook_deliveries_due${of})`, legend: 'due' }],
  },
  {
    ...{ title: 'The oldest of them', description: 'For how long it has been due.', unit: 's' },
    targets: [{ expr: `max(pricetrail_webhook_oldest_due_seconds${of})`, legend: 'oldest' }],
  },
  {
    ...{ title: 'Imports', description: 'That came in over HTTP and are not done.', unit: 'short', stacked: true },
    targets: [{ expr: `max by (state) (pricetrail_imports${of})`, legend: '{{state}}' }],
  },
];

const market: PanelOptions[] = [
  {
    title: 'The lake is behind',
    description: 'How long ago that was up to which figures have all that was recorded.',
    unit: 's',
    targets: [{ expr: `max(pricetrail_lake_lag_seconds${of})`, legend: 'behind' }],
  },
  {
    title: 'Figures',
    description: 'Questions a second that were answered from memory, and out of the lake.',
    ...{ unit: 'reqps', stacked: true },
    targets: [
      { expr: `sum by (from) (rate(pricetrail_market_answers_total${of}[$__rate_interval]))`, legend: '{{from}}' },
    ],
  },
  {
    ...{ title: 'Questions under way', description: 'Worked on, and waiting.', unit: 'short', stacked: true },
    targets: [{ expr: `sum by (state) (pricetrail_market_questions${of})`, legend: '{{state}}' }],
  },
];

const processes: PanelOptions[] = [
  {
    title: 'Event loop',
    description: 'How late timers are, p99: a process with more to do than its processor can is late.',
    unit: 's',
    targets: [{ expr: `max by (instance) (nodejs_eventloop_lag_p99_seconds${of})`, legend: '{{instance}}' }],
  },
  {
    ...{ title: 'Processors', description: 'How many are busy.', unit: 'short' },
    targets: [
      { expr: `sum by (instance) (rate(process_cpu_seconds_total${of}[$__rate_interval]))`, legend: '{{instance}}' },
    ],
  },
  {
    ...{ title: 'Memory', description: 'Of all processes of an instance.', unit: 'bytes' },
    targets: [{ expr: `sum by (instance) (process_resident_memory_bytes${of})`, legend: '{{instance}}' }],
  },
];

const all = { includeAll: true, multi: true, current: { text: 'All', value: '$__all' } };

function variable(name: string, label: string, query: string): object {
  return { name, label, type: 'query', datasource, query: { query, refId: name }, refresh: 2, sort: 1, hide: 0 };
}

/** A dashboard of Grafana that shows what the metrics tell. */
export const dashboard = {
  ...{ uid: 'pricetrail', title: 'Pricetrail', tags: ['pricetrail'], schemaVersion: 39, version: 1, editable: true },
  ...{
    timezone: 'browser',
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    graphTooltip: 1,
    annotations: { list: [] },
  },
  templating: {
    list: [
      { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', hide: 0 },
      variable('job', 'Job', 'label_values(pricetrail_build_info, job)'),
      { ...variable('instance', 'Instance', 'label_values(pricetrail_build_info{job="$job"}, instance)'), ...all },
    ],
  },
  panels: layOut([
    { title: 'Requests', panels: requests },
    { title: 'Database', panels: database },
    { title: 'Changes', panels: changes },
    { title: 'Market', panels: market },
    { title: 'Processes', panels: processes },
  ]),
};
