import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../src/errors.ts';
import { RefusalLog } from '../../src/http/refusal-log.ts';

type Line = { message: string; more?: number };

/** What it tells, and a function that has a request refused. */
function world(log = new RefusalLog()) {
  const lines: Line[] = [];
  const warn = (facts: { more?: number }, message: string) =>
    lines.push({ message, ...(facts.more ? { more: facts.more } : {}) });
  const request = { method: 'GET', routeOptions: { url: '/listings' }, log: { warn } } as unknown as FastifyRequest;
  return { lines, refuse: (message: string) => log.tell(new AppError('unavailable', message), request) };
}

test('of each reason the first is told, and once a second how many there were', (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const { lines, refuse } = world();
  for (let n = 0; n < 10; n += 1) refuse('The database is away.');
  refuse('The issuer is away.');
  now = 1_000;
  refuse('The database is away.');
  now = 2_500;
  refuse('The database is away.');
  assert.deepEqual(lines, [
    { message: 'The database is away.' },
    { message: 'The issuer is away.' },
    { message: 'The database is away.', more: 9 },
    { message: 'The database is away.' },
  ]);
});

test('reasons that name what was asked for are not kept for ever', () => {
  const { lines, refuse } = world();
  for (let n = 0; n < 101; n += 1) refuse(`The object ${n} is away.`);
  refuse('The object 0 is away.');
  assert.equal(lines.length, 102);
});
