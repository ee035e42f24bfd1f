import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Queryable, Statement } from '../db/queryable.ts';
import { resting } from './resting.ts';
import { restingRedis } from './resting-redis.ts';
import type { SharedCounts } from './shared-counts.ts';

export type RateLimitOptions = {
  /** So many requests of one client … */
  requests: number;
  /** … within so many seconds from the first one. */
  seconds: number;
  /** Where several processes count together: the database, or Redis. @default each process counts by itself */
  shared?: Queryable | SharedCounts | undefined;
};

export type Quota = {
  isOver: boolean;
  /** How many more there may be now. */
  remaining: number;
  /** In how many seconds there may be all of them again. */
  seconds: number;
};

/** Counts the requests of each client. */
export class RateLimit {
  readonly requests: number;
  readonly seconds: number;
  readonly #limiter: RateLimiterAbstract;

  constructor({ requests, seconds, shared }: RateLimitOptions) {
    this.requests = requests;
    this.seconds = seconds;
    this.#limiter = limiterOf({ points: requests, duration: seconds }, shared);
  }

  /** Counts one more request. @param who at most 200 characters */
  async count(who: string): Promise<Quota> {
    try {
      return quotaOf(await this.#limiter.consume(who), this.requests);
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      // Where it knows that without asking, the library says that nothing was consumed.
      return { isOver: true, remaining: 0, seconds: secondsLeft(thrown) };
    }
  }

  /** Whether one more may be counted, without counting it. */
  async look(who: string): Promise<Quota> {
    const found = await this.#limiter.get(who);
    if (!found) return { isOver: false, remaining: this.requests, seconds: this.seconds };
    const quota = quotaOf(found, this.requests);
    return { ...quota, isOver: quota.remaining === 0 };
  }
}

type Points = { points: number; duration: number };

/** While what they share is away each process counts by itself. Who is over is refused without asking it. */
function limiterOf(points: Points, shared: RateLimitOptions['shared']): RateLimiterAbstract {
  if (!shared) return new RateLimiterMemory(points);
  const options = {
    ...points,
    ...{ inMemoryBlockOnConsumed: points.points + 1, insuranceLimiter: new RateLimiterMemory(points) },
  };
  if ('client' in shared) {
    const ofRedis = { keyPrefix: 'pricetrail:rate', rejectIfRedisNotReady: true, useRedisPackage: true };
    return new RateLimiterRedis({ ...options, ...ofRedis, storeClient: restingRedis(shared.client) });
  }
  const storeClient = { query: resting((statement: Statement) => shared.query(statement)) };
  const ofTable = { storeType: 'pool', tableName: 'rate_limit', keyPrefix: '', tableCreated: true };
  return new RateLimiterPostgres({ ...options, ...ofTable, storeClient });
}

function quotaOf(counted: RateLimiterRes, requests: number): Quota {
  const { consumedPoints } = counted;
  return {
    isOver: consumedPoints > requests,
    remaining: Math.max(0, requests - consumedPoints),
    seconds: secondsLeft(counted),
  };
}

function secondsLeft({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1_000));
}
