import type { FastifyInstance } from 'fastify';
import type { Replica } from '../db/replica.ts';
import type { ReplicaTurn } from '../db/replica-state.ts';
import { tokenHeader } from '../wire/consistency-token.ts';
import { vary } from './vary.ts';

/** Whether an operation, by its tags, takes a Consistency-Token; the feed and health come from the primary. */
export function takesToken(tags: readonly string[] | undefined): boolean {
  return tags?.some((tag) => tag === 'listings' || tag === 'prices') ?? false;
}

/** Where a replica answers reads, a cache must not answer one that has to see a write with what was there before. */
export function varyByToken(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && takesToken(request.routeOptions.schema?.tags)) vary(reply, tokenHeader);
    done();
  });
}

/** Tells the log of each change of how the replica is used. */
export function logReplica(app: FastifyInstance, replica: Replica): void {
  replica.listen((turn, why) => {
    if (turn.kind === 'used') app.log.info('reads go to the replica of DATABASE_READ_URL');
    else app.log.warn({ ...factsOf(turn), ...(why === undefined ? {} : { why }) }, messages[turn.kind]);
  });
}

const messages = {
  given_up: 'the replica of DATABASE_READ_URL is given up: the primary answers until it is back',
  lagging: 'the replica of DATABASE_READ_URL is too far behind: the primary answers until it has caught up',
};

/** How far behind one is that has not replayed anything recent yet is not known. */
function factsOf(turn: Exclude<ReplicaTurn, { kind: 'used' }>): object {
  if (turn.kind === 'given_up') return { againMs: turn.pauseMs };
  return Number.isFinite(turn.lagMs) ? { lagMs: Math.round(turn.lagMs) } : {};
}
