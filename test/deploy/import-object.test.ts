import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { observationLine } from '../support/observations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const job = new URL('../../infra/jobs/import-object.ts', import.meta.url).pathname;
const lines = Array.from({ length: 300 }, (_, at) => observationLine(`A-${at}`, '2024-03-31T00:00:00Z'));
const book = Buffer.from(lines.join('\n'));

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

/** Runs the job with a store that answers so. */
async function importFrom(answer: RequestListener, object: string) {
  const store = createServer(answer).listen(0, '127.0.0.1');
  await once(store, 'listening');
  const { port } = store.address() as AddressInfo;
  const { PATH = '' } = process.env;
  const credentials = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  const child = spawn(process.execPath, [job, object], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH, DATABASE_URL: database.url, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`, ...credentials },
  });
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  store.close();
  store.closeAllConnections();
  return { status, stderr };
}

async function count(): Promise<number> {
  return (await database.sql<{ count: number }>('SELECT count(*)::int AS count FROM listing'))[0]?.count ?? Number.NaN;
}

test('an object that breaks off writes nothing', async () => {
  const { status, stderr } = await importFrom((_, response) => {
    response.writeHead(200, { 'content-length': book.length }).write(book.subarray(0, 1_000 + book.indexOf('\n')));
    setTimeout(() => response.destroy(), 500);
  }, 's3://books/book.ndjson');
  assert.equal(status, 1);
  assert.match(stderr, /^import-object: s3:\/\/books\/book\.ndjson: /m);
  assert.equal(await count(), 0);
});

test('an object that is not there is told', async () => {
  const { status, stderr } = await importFrom(
    (_, response) => response.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>None.</Message></Error>'),
    's3://books/none.ndjson',
  );
  assert.equal(status, 1);
  assert.match(stderr, /NoSuchKey/);
});

test('an object is imported as a file is', async () => {
  const asked: string[] = [];
  const { status } = await importFrom((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-length': book.length }).end(book);
  }, 's3://books/2024/book.ndjson');
  assert.equal(status, 0);
  assert.match(asked[0] ?? '', /^\/books\/2024\/book\.ndjson/);
  assert.equal(await count(), lines.length);
});
