import type { FeedTail } from '../changes/live/feed-tail.ts';
import type { Database } from '../db/database.ts';
import type { AttemptOutcome } from '../deliveries/webhooks/courier.ts';
import type { Market } from '../market/market.ts';
import type { Reading, Value } from './readings.ts';

/** What of a process is read. */
export type ProcessSources = {
  db: Pick<Database, 'load' | 'replica'>;
  tail: Pick<FeedTail, 'followers' | 'looks'>;
  market: Pick<Market, 'load'> | undefined;
  counters: Readonly<Record<'failures' | 'inputBugs' | 'overloaded', number>>;
  /** What works beside requests, by its name. */
  workers: () => readonly { name: string; isHeldUp: boolean }[];
  /** What came of the posts of webhooks so far. */
  attempts: () => Readonly<Record<AttemptOutcome, number>> | undefined;
};

/** What a process knows without asking anybody. */
export function processReadings(sources: ProcessSources): Reading[] {
  return [
    ...ofRequests(sources),
    ...ofDatabase(sources),
    ...ofFeed(sources),
    ...ofMarket(sources),
    ...ofWorkers(sources),
  ];
}

function ofRequests({ counters }: ProcessSources): Reading[] {
  return [
    {
      ...{ name: 'pricetrail_failures_total', type: 'counter' },
      help: 'Requests answered with 500: they failed inside the service, and the log says how.',
      read: () => [{ value: counters.failures }],
    },
    {
      ...{ name: 'pricetrail_overloaded_total', type: 'counter' },
      help: 'Requests refused with 503, since there was more to do than can be done at once: by the database, exports, imports, streams, pictures or figures.',
      read: () => [{ value: counters.overloaded }],
    },
    {
      ...{ name: 'pricetrail_input_bugs_total', type: 'counter' },
      help: 'Requests whose input passed validation and was refused by the database: each is a bug.',
      read: () => [{ value: counters.inputBugs }],
    },
  ];
}

function ofDatabase({ db }: ProcessSources): Reading[] {
  const loads = (of: 'connections' | 'busy' | 'waiting'): Value[] =>
    Object.entries(db.load).map(([lane, load]) => ({ labels: { lane }, value: load[of] }));
  const ofLane = { type: 'gauge', labels: ['lane'] } as const;
  return [
    {
      ...{ ...ofLane, name: 'pricetrail_database_connections' },
      help: 'Connections that may be opened, by what they are for.',
      read: () => loads('connections'),
    },
    {
      ...{ ...ofLane, name: 'pricetrail_database_connections_busy' },
      help: 'Connections with something under way.',
      read: () => loads('busy'),
    },
    {
      ...{ ...ofLane, name: 'pricetrail_database_waiting' },
      help: 'Statements and transactions that wait: reads for their answer, others for a connection.',
      read: () => loads('waiting'),
    },
    {
      ...{ name: 'pricetrail_replica_used', type: 'gauge' },
      help: 'Processes whose reads the replica answers at the moment.',
      read: () => (db.replica ? [{ value: Number(db.replica.isUsed) }] : []),
    },
  ];
}

function ofFeed({ tail }: ProcessSources): Reading[] {
  return [
    {
      ...{ name: 'pricetrail_feed_followers', type: 'gauge' },
      help: 'Open streams of changes.',
      read: () => [{ value: tail.followers }],
    },
    {
      ...{ name: 'pricetrail_feed_looks_total', type: 'counter', labels: ['outcome'] },
      help: 'How often the end of the feed was looked at for them.',
      read: () => [
        { labels: { outcome: 'read' }, value: tail.looks.all - tail.looks.failed },
        { labels: { outcome: 'failed' }, value: tail.looks.failed },
      ],
    },
  ];
}

function ofMarket({ market }: ProcessSources): Reading[] {
  if (!market) return [];
  return [
    {
      ...{ name: 'pricetrail_market_answers_total', type: 'counter', labels: ['from'] },
      help: 'Questions about the market that were answered: from memory, or worked out of the lake.',
      read: () => [
        { labels: { from: 'memory' }, value: market.load.remembered },
        { labels: { from: 'lake' }, value: market.load.workedOut },
      ],
    },
    {
      ...{ name: 'pricetrail_market_questions', type: 'gauge', labels: ['state'] },
      help: 'Questions about the market that are worked on, and that wait.',
      read: () => [
        { labels: { state: 'working' }, value: market.load.working },
        { labels: { state: 'waiting' }, value: market.load.waiting },
      ],
    },
  ];
}

function ofWorkers({ workers, attempts }: ProcessSources): Reading[] {
  return [
    {
      ...{ name: 'pricetrail_worker_held_up', type: 'gauge', labels: ['worker'], aggregator: 'max' },
      help: '1 while what works beside requests fails: imports, webhooks, the lake, notes of when keys were used, Redis.',
      read: () => workers().map(({ name, isHeldUp }) => ({ labels: { worker: name }, value: Number(isHeldUp) })),
    },
    {
      ...{ name: 'pricetrail_webhook_attempts_total', type: 'counter', labels: ['outcome'] },
      help: 'Posts to webhooks: delivered, pending (tried again later), or failed for good.',
      read: () => Object.entries(attempts() ?? {}).map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
  ];
}
