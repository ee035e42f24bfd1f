import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { selectHeldBackMs } from '../changes/changes.sql.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { Drain } from './drain.ts';

const Health = Type.Object({ status: Type.Literal('ok') }, { description: 'It answers.' });
const Readiness = Type.Object(
  {
    status: Type.Literal('ok'),
    feed: Type.Object({
      held_back_ms: Type.Integer({
        description: 'For how long an open transaction has been holding back the oldest change that is committed.',
      }),
    }),
  },
  { description: 'The database answers.' },
);
const tags = ['health'];

/** Less than load balancers wait for an answer (5 s on AWS), more than a busy database takes. */
const patienceMs = 3_000;

/** For whoever watches the process: alive is not yet ready. */
export function healthRoutes(app: FastifyInstance, db: Database, drain: Drain): void {
  const heldBack = shared(() => selectHeldBackMs(db.probes));
  app.get(
    '/livez',
    {
      schema: { tags, operationId: 'livez', summary: 'Whether the process answers', response: { 200: Health } },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { status: 'ok' };
    },
  );
  app.get(
    '/readyz',
    {
      schema: {
        tags,
        operationId: 'readyz',
        summary: 'Whether the database answers too',
        response: { 200: Readiness },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      drain.refuse();
      const heldBackMs = await heldBack();
      return { status: 'ok', feed: { held_back_ms: heldBackMs } };
    },
  );
}

/** Who asks soon after another, while the database has not answered yet, shares its answer: a silent one is asked seldom. */
function shared(ask: () => Promise<number>): () => Promise<number> {
  let asked: { since: number; answer: Promise<number> } | undefined;
  return async () => {
    const now = performance.now();
    if (asked === undefined || now - asked.since > patienceMs) asked = { since: now, answer: ask() };
    const mine = asked;
    return await within(patienceMs - (now - mine.since), mine.answer).finally(() => {
      if (asked === mine) asked = undefined;
    });
  };
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new AppError('unavailable', `The database has not answered for ${patienceMs} ms: try again later.`)),
    Math.max(0, ms),
  );
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
