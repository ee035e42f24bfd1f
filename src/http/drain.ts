import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors.ts';

/**
 * Whether the process is about to stop: `/readyz` says so, so that whoever distributes requests sends no more of them, and each
 * answer ends its connection, so that its client opens the next one elsewhere. What comes in all the same is answered.
 */
export class Drain {
  #hasBegun = false;

  constructor(app: FastifyInstance) {
    app.addHook('onSend', (_request, reply, _payload, done) => {
      if (this.#hasBegun) reply.header('connection', 'close');
      done();
    });
  }

  begin(): void {
    this.#hasBegun = true;
  }

  /** @throws AppError `stopping` once it has begun */
  refuse(): void {
    if (this.#hasBegun) throw new AppError('stopping', 'This process is stopping: ask another one.');
  }
}
