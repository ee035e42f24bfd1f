import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

// node infra/jobs/import-object.ts s3://bucket/key [options of import]: brings an object in as `pricetrail import` does a file.

type Importing = ChildProcessByStdio<Writable, null, null>;

const [address = '', ...options] = process.argv.slice(2);
const { groups: { bucket, key } = {} } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(address) ?? {};
if (bucket === undefined || key === undefined) {
  fail(`${JSON.stringify(address)} must be s3://bucket/key`);
} else {
  await importObject(bucket, key).then(
    (status) => {
      process.exitCode = status;
    },
    (error) => fail(`${address}: ${error}`),
  );
}

function fail(reason: string): void {
  process.stderr.write(`import-object: ${reason}\n`);
  process.exitCode = 1;
}

/** @returns the exit status of the import */
async function importObject(Bucket: string, Key: string): Promise<number> {
  const { Body } = await new S3Client({ forcePathStyle: true }).send(new GetObjectCommand({ Bucket, Key }));
  const main = new URL('../../src/main.ts', import.meta.url).pathname;
  const format = /\.csv(\.gz)?$/.test(Key) ? ['--format', 'csv'] : [];
  const importing = spawn(process.execPath, [main, 'import', '-', ...format, ...options], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  process.on('SIGTERM', () => importing.kill('SIGTERM'));
  const ended = once(importing, 'exit');
  importing.stdin.on('error', () => {}); // it ended before it had read all: its exit status says why
  await Promise.race([feed(importing, Body as Readable), ended]);
  const [status] = await ended;
  return status ?? 1;
}

/** An import that meets the end of its input writes what it has: where the object breaks off it must not. */
async function feed(importing: Importing, body: Readable): Promise<void> {
  try {
    for await (const chunk of body) if (!importing.stdin.write(chunk)) await once(importing.stdin, 'drain');
    importing.stdin.end();
  } catch (error) {
    importing.kill('SIGKILL');
    throw error;
  }
}
