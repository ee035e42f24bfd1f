import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as meets from '../support/lake/faults.ts';
import { type S3Server, startS3Server } from '../support/lake/s3-server.ts';
import { type Running, runCli, startCli, startServe } from '../support/run-cli.ts';
import { type SilentServer, startSilentServer } from '../support/silent-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let s3: S3Server;
before(async () => {
  database = await createTestDatabase();
  s3 = await startS3Server();
});
after(async () => {
  await s3.stop();
  await database.drop();
});

/** A new lake in S3, as the environment of this process leads to it, or at another address. */
function lakeIn(server: Pick<SilentServer, 'url'> | S3Server): Record<string, string> {
  const aws = Object.entries(process.env).flatMap(([name, value = '']) =>
    name.startsWith('AWS_') ? [[name, value]] : [],
  );
  const elsewhere = 'url' in server ? { AWS_ENDPOINT_URL_S3: server.url } : {};
  return { DATABASE_URL: database.url, LAKE_URL: s3.lake(), ...Object.fromEntries(aws), ...elsewhere };
}

/** Tells it to end, once it has asked; it is killed where it waits for an answer all the same. */
async function ending({ child, ended }: Running, { asked }: Pick<SilentServer, 'asked'>) {
  const overdue = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await Promise.race([asked, ended]);
  child.kill('SIGTERM');
  return await ended.finally(() => clearTimeout(overdue));
}

for (const [what, more, role] of [
  ['of the role all', {}, 'all'],
  ['of the role api', {}, 'api'],
  ['of the role worker', {}, 'worker'],
  ['of two workers', { WORKERS: '2' }, 'all'],
] as const) {
  test(`a service ${what} ends although S3 says nothing`, { timeout: 60_000 }, async () => {
    const silent = await startSilentServer();
    try {
      const settings = { ...lakeIn(silent), SHUTDOWN_TIMEOUT: '1', ...more };
      const service = await startServe(settings, ['--role', role]);
      const figures = fetch(`${service.base}/market/series?metric=median_price`).catch(() => {});
      const { status, stdout, stderr } = await ending(service, silent);
      await figures;
      assert.equal(status, 0, stdout + stderr);
      assert.doesNotMatch(stdout + stderr, /killed/);
    } finally {
      silent.close();
    }
  });
}

for (const command of ['lake rebuild', 'lake compact', 'lake verify', 'lake status', 'market --metric median_price']) {
  test(`${command} ends on one signal although S3 says nothing`, { timeout: 60_000 }, async () => {
    const silent = await startSilentServer();
    try {
      const { status, stderr } = await ending(startCli(command.split(' '), lakeIn(silent)), silent);
      assert.deepEqual([status, stderr], [143, 'pricetrail: Interrupted by SIGTERM: the lake is as it was.\n']);
    } finally {
      silent.close();
    }
  });
}

test('a step of the lake that S3 answers is let end before the service does', { timeout: 60_000 }, async () => {
  const answered = Promise.withResolvers<void>();
  s3.meet(meets.waitsFor(answered.promise), { method: 'PUT', passOn: true });
  const from = s3.requests.length;
  const stored = (folder: string) =>
    s3.requests.slice(from).some((line) => new RegExp(`^PUT .*/${folder}/`).test(line));
  const service = await startServe({ ...lakeIn(s3), SHUTDOWN_TIMEOUT: '50' }, ['--role', 'worker']);
  try {
    await until('it stores a file', async () => stored('prices'));
    service.child.kill('SIGTERM');
    await service.printed(/Stopping on/);
    answered.resolve();
    assert.equal((await service.ended).status, 0);
    assert.ok(stored('manifests'));
  } finally {
    s3.meet(undefined);
    service.child.kill('SIGKILL');
  }
});

test('of a lake whose next state S3 did not say that it stored nobody knows whether it is another one', {
  timeout: 60_000,
}, async () => {
  const asked = Promise.withResolvers<void>();
  s3.meet(
    (request, response) => {
      if (!request.url?.includes('/manifests/')) return;
      asked.resolve();
      meets.waitsFor(new Promise(() => {}))(request, response);
    },
    { method: 'PUT', passOn: true },
  );
  const settings = lakeIn(s3);
  const { status, stderr } = await ending(startCli(['lake', 'rebuild'], settings), { asked: asked.promise });
  s3.meet(undefined);
  const told = 'the lake is as it was, or made already: pricetrail lake status tells';
  assert.deepEqual([status, stderr], [143, `pricetrail: Interrupted by SIGTERM: ${told}.\n`]);
  assert.match((await runCli(['lake', 'status'], settings)).stdout, /manifest {2}1\n/);
});
