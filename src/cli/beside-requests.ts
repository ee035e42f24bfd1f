import type { KeyRing } from '../access/key-ring.ts';
import type { SharedCounts } from '../access/shared-counts.ts';
import { UseNotes } from '../access/use-notes.ts';
import type { AnsweringSettings } from '../config/answering.ts';
import type { Database } from '../db/database.ts';
import { DeliveryWorker } from '../deliveries/webhooks/delivery-worker.ts';
import type { Webhooks } from '../deliveries/webhooks/webhooks.routes.ts';
import { ImportWorker } from '../exchange/jobs/import-worker.ts';
import type { Log } from '../log/open-log.ts';
import type { LakeConfig } from '../market/open-lake.ts';
import { lakeKeeper } from './lake-keeper.ts';
import type { Role } from './roles.ts';

/** What does its work beside requests. */
export type BesideRequests = {
  readonly name: string;
  /** Whether it fails at the moment. */
  readonly isHeldUp: boolean;
  /** Whether requests need it: then it is stopped after the last of them. */
  readonly outlivesRequests?: boolean;
  start(): void;
  stop(): Promise<void>;
  /** Ends what waits for others than the database, which may be silent; it was told to stop. */
  abandon?(): void;
  /** Tells it that there is work. */
  wake?(): void;
  /** What came of posts to webhooks. */
  readonly attempts?: DeliveryWorker['attempts'];
};

export type WorkersOptions = {
  keys: KeyRing;
  /** What several processes count requests in, where they do. */
  redis: SharedCounts | undefined;
  webhooks: Webhooks | undefined;
  config: LakeConfig & Pick<AnsweringSettings, 'shutdownTimeout'>;
  role: Role;
  log: Log;
};

/** What there is to do in this process beside requests, by its role. */
export function workersOf(db: Database, options: WorkersOptions): BesideRequests[] {
  const { keys, redis, webhooks, config, role, log } = options;
  const telling = (heldUp: string, goesOn: string) => ({
    onFailure: (err: unknown) => log.warn({ err }, heldUp),
    onRecovery: () => log.info(goesOn),
  });
  const notes = named(
    'keys',
    new UseNotes(keys, telling('uses of keys are not noted', 'uses of keys are noted again')),
  );
  const counts = redis
    ? [
        named(
          'redis',
          redis.listen((error) => tellOfRedis(log, error)),
        ),
      ]
    : [];
  if (role === 'api') return [notes, ...counts];
  const imports = named('imports', new ImportWorker({ db, ...telling('imports are held up', 'imports go on') }));
  const posted = webhooks && {
    ...{ db, ...webhooks, ...telling('webhooks are held up', 'webhooks go on') },
    patienceMs: config.shutdownTimeout * 500, // half of it: what came of a post is to be noted before the database is given up
  };
  return [
    ...[notes, ...counts, imports],
    ...(posted ? [named('webhooks', new DeliveryWorker(posted))] : []),
    named('lake', lakeKeeper(db, config, log)),
  ];
}

function tellOfRedis(log: Log, err: Error | undefined): void {
  if (err) log.warn({ err }, 'Redis (REDIS_URL) is away: each process counts requests by itself until it is back');
  else log.info('Redis (REDIS_URL) is back: requests are counted together');
}

function named<Worker extends object>(name: string, worker: Worker): Worker & { name: string } {
  return Object.assign(worker, { name });
}
