import { setTimeout as sleep } from 'node:timers/promises';
import { type Static, Type } from 'typebox';
import type { Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';
import { AppError } from '../errors.ts';
import { invalid } from '../wire/checker.ts';
import { clockSkewMs, parseInstant } from '../wire/instant.ts';
import { rfc3339Instant } from '../wire/schemas.ts';
import { selectSettled } from './settled.sql.ts';

/** The parameters of questions about the past. */
export const pointInTime = {
  as_of: Type.Optional(rfc3339Instant('As it was at this instant (valid time); left out: as it is.')),
  known_at: Type.Optional(
    rfc3339Instant('As it was known at this instant (transaction time): what was recorded later is left out.'),
  ),
};
const PointInTimeQuery = Type.Object(pointInTime);
type PointInTimeQuery = Static<typeof PointInTimeQuery>;

/** 'infinity' stands for no bound, in the way of PostgreSQL. */
export type Bound = Instant | 'infinity' | '-infinity';

/** An instant of valid time, and one of transaction time. */
export type PointInTime = { asOf: Bound; knownAt: Bound };

export function isNow({ asOf, knownAt }: PointInTime): boolean {
  return asOf === 'infinity' && knownAt === 'infinity';
}

const longestWaitMs = 2_000;

/**
 * Reads the parameters; waits until what was known at `known_at` is final, that is until every transaction that may still
 * record something of then has ended (H10).
 * @throws AppError `invalid` for an instant in the future, `unavailable` where an open transaction keeps it open.
 */
export async function readPointInTime(db: Queryable, query: PointInTimeQuery): Promise<PointInTime> {
  const asOf = pastBound('as_of', query.as_of);
  const knownAt = pastBound('known_at', query.known_at);
  if (knownAt !== 'infinity') await settled(db, knownAt);
  return { asOf, knownAt };
}

/**
 * Whether nothing that happens later can change what is answered of listings and prices, but the deletion of a listing.
 * Actors and reasons are never final: they go when the feed is trimmed.
 */
export function isFinal({ knownAt }: PointInTime): boolean {
  return knownAt !== 'infinity';
}

function pastBound(parameter: 'as_of' | 'known_at', text: string | undefined): Bound {
  if (text === undefined) return 'infinity';
  const instant = parseInstant(text);
  if (instant !== undefined && Date.parse(instant) <= Date.now() + clockSkewMs) return instant;
  throw invalid([{ parameter, detail: 'must not be in the future' }], 'query');
}

async function settled(db: Queryable, knownAt: Instant): Promise<void> {
  const end = performance.now() + longestWaitMs; // whatever the time of day is set to meanwhile
  for (let pauseMs = 2; (await selectSettled(db)) <= knownAt; pauseMs *= 2) {
    if (performance.now() + pauseMs > end) {
      const message = `What was known at ${knownAt} is not final yet: a write that began before then is still open. Try again, or ask for an earlier known_at.`;
      throw new AppError('unavailable', message);
    }
    await sleep(pauseMs);
  }
}
