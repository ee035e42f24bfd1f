import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiKey } from '../../src/access/manage-keys.ts';
import { RateLimit } from '../../src/access/rate-limit.ts';
import { type ProblemName, problemTypes } from '../../src/http/problem-types.ts';
import { encodeCursor } from '../../src/wire/cursor.ts';
import { someListing } from '../support/listings.ts';
import { importLines, observationLine } from '../support/observations.ts';
import { assertProblem } from '../support/problem.ts';
import { sendRaw } from '../support/raw-http.ts';
import { type Answer, startTestApi, type TestApi, type TestApiOptions } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let api: TestApi;
const started: TestApi[] = [];
before(async () => {
  api = await start({ withLake: true, limits: { headersTimeout: 300, requestTimeout: 300 } });
  await api.call('POST', '/listings', someListing({ reference: 'taken' }));
});
after(async () => {
  for (const one of started) await one.stop();
});

async function start(options: TestApiOptions): Promise<TestApi> {
  const one = await startTestApi(options);
  started.push(one);
  return one;
}

const head = 'HTTP/1.1\r\nHost: x\r\n';
const key = { 'idempotency-key': '"one"' };

/** A request for each refusal, and what has to be before it. */
const refusals: Partial<Record<ProblemName, () => Promise<Answer>>> = {
  malformed: () => api.call('POST', '/listings', '{'),
  unauthenticated: async () => await (await guarded()).call('GET', '/listings'),
  forbidden: async () => {
    const one = await guarded();
    const { text } = await createApiKey(one.db, { role: 'reader', name: 'reader', expires: undefined });
    return await one.call('POST', '/listings', someListing(), { authorization: `Bearer ${text}` });
  },
  'not-found': () => api.call('GET', '/listings/999'),
  'method-not-allowed': () => api.call('DELETE', '/listings'),
  'not-acceptable': () => api.call('GET', '/market/movers', undefined, { accept: 'image/png' }),
  'request-timeout': () => sendRaw(api.base, `GET /livez ${head}`),
  conflict: () => api.call('POST', '/listings', someListing({ reference: 'taken' })),
  stale: () => api.call('PATCH', '/listings/1', { rooms_count: 9 }, { 'if-match': '"9"' }),
  'precondition-required': async () => {
    const one = await start({ requireIfMatch: true });
    await one.call('POST', '/listings', someListing());
    return await one.call('PATCH', '/listings/1', { rooms_count: 9 });
  },
  gone: () => api.call('GET', `/changes?after=${encodeCursor('feed', ['0123456789ab', '1', '1'])}`),
  'idempotency-key-reused': async () => {
    await api.call('PATCH', '/listings/1', { rooms_count: 4 }, key);
    return await api.call('PATCH', '/listings/1', { rooms_count: 5 }, key);
  },
  'in-progress': whileUnderWay,
  'too-large': () => api.call('POST', '/listings', ' '.repeat(1_048_577)),
  'unsupported-media-type': () => api.call('POST', '/listings', '{}', { 'content-type': 'text/plain' }),
  'too-costly': async () => {
    const lines = ['66000', '66100', '66200', '66300', '66400', '66500'].map((postal_code) =>
      observationLine(postal_code, '2012-01-01T00:00:00Z', {
        postal_address: { ...someListing().postal_address, postal_code },
      }),
    );
    await importLines(api, lines);
    await api.lake?.rebuild();
    const range = 'from=2012-01-01&to=2022-12-01&period=day&by=postal_code&min_count=1';
    return await api.call('GET', `/market/series?metric=median_price&${range}`);
  },
  invalid: () => api.call('GET', '/listings?limit=0'),
  'too-many-requests': async () => {
    const one = await start({ rateLimit: new RateLimit({ requests: 1, seconds: 60 }) });
    await one.call('GET', '/listings');
    return await one.call('GET', '/listings');
  },
  'header-too-large': () => sendRaw(api.base, `GET /livez ${head}X: ${'x'.repeat(17_000)}\r\n\r\n`),
};

const places: Readonly<Record<string, object>> = {
  conflict: { pointers: ['/reference'] },
  invalid: { parameters: ['limit'] },
};

async function guarded(): Promise<TestApi> {
  return await start({ guard: { anonymous: undefined, opensWithoutKeys: false } });
}

/** While a write is held up, the same one comes again. */
async function whileUnderWay(): Promise<Answer> {
  const headers = { 'idempotency-key': '"two"' };
  const send = () => api.call('PATCH', '/listings/1', { rooms_count: 7 }, headers);
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; SELECT FROM listing WHERE id = 1 FOR UPDATE');
    const first = send();
    await until('the first is under way', async () => {
      const waiting = await api.sql(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return waiting.length > 0;
    });
    const second = await send();
    await locker.query('ROLLBACK');
    assert.equal((await first).status, 200);
    return second;
  } finally {
    await locker.end();
  }
}

test('each refusal that is documented is one that a request can meet', () => {
  const documented = Object.entries(problemTypes).filter(([, { status }]) => status < 500);
  assert.deepEqual(Object.keys(refusals).sort(), documented.map(([name]) => name).sort());
});

for (const [name, ask] of Object.entries(refusals)) {
  test(`a request is answered ${name}, and as a problem`, async () => {
    const answer = await ask();
    assertProblem(answer, name as ProblemName, places[name]);
  });
}
