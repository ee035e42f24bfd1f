import type { FastifyInstance } from 'fastify';
import type { Answered } from '../metrics/process-metrics.ts';
import { requestFacts } from './request-log.ts';

/** Tells of each answer how long it took. A stream of events takes as long as somebody listens: it is not told. */
export function measureAnswers(app: FastifyInstance, onAnswered: (answer: Answered) => void): void {
  app.addHook('onResponse', (request, reply, done) => {
    const type = reply.getHeader('content-type');
    if (type !== 'text/event-stream') {
      onAnswered({ ...requestFacts(request), status: reply.statusCode, seconds: reply.elapsedTime / 1_000 });
    }
    done();
  });
}
