import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { AppError } from '../../../src/errors.ts';
import { openStore } from '../../../src/market/lake/open-store.ts';
import * as meets from '../../support/lake/faults.ts';
import { impatient, putSome, type Stores, startStores } from '../../support/lake/stores.ts';

let stores: Stores;
before(async () => {
  stores = await startStores();
});
afterEach(() => stores.server.meet(undefined));
after(async () => await stores.stop());

/** Sets variables for the libraries that are opened meanwhile. */
async function withEnvironment(variables: Record<string, string | undefined>, work: () => Promise<void>) {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(variables)) setVariable(name, value);
  try {
    await work();
  } finally {
    for (const name of Object.keys(variables)) setVariable(name, before[name]);
  }
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** Whatever is asked fails in the same way, and tells no secrets. */
async function assertFails(store: Awaited<ReturnType<Stores['s3']>>, code: string, message: RegExp): Promise<void> {
  const path = join(store.workshop, 'kept');
  await writeFile(path, 'columns');
  const asked = {
    list: () => store.list('manifests'),
    read: () => store.read('manifests/x.json'),
    putNew: () => store.putNew('manifests/x.json', Buffer.from('x')),
    put: () => store.put('prices/kept.parquet', path),
    remove: () => store.remove(['prices/x.parquet']),
    paths: () => store.paths(['prices/x.parquet']),
  };
  const failures = Object.entries(asked).map(async ([name, ask]) => {
    await assert.rejects(ask, (error) => {
      assert.ok(error instanceof AppError, `${name}: ${error}`);
      assert.equal(error.code, code, `${name}: ${error.message}`);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });
  await Promise.all(failures);
  assert.equal(await readFile(path, 'utf8'), 'columns', 'what could not be stored is still there');
  assert.deepEqual(await readdir(join(store.workshop, '../downloads')), []);
}

test('a server that is down, hangs or is away is unavailable, soon, and the lake is named', async () => {
  const store = await stores.s3({ limits: impatient });
  for (const fault of [meets.isDown, meets.hangs, meets.dropped]) {
    stores.server.meet(fault);
    await assertFails(
      store,
      'unavailable',
      /^s3:\/\/figures\/lakes\/\d+ cannot be read or written at the moment \(\w+\)\.$/,
    );
  }
});

test('what fails once or twice is done all the same', async () => {
  const store = await stores.s3();
  const content = await putSome(store, 'prices/first.parquet');
  for (const fault of [meets.isDown, meets.dropped]) {
    stores.server.meet(fault, { times: 2 });
    await putSome(store, 'prices/second.parquet');
    stores.server.meet(fault, { times: 2 });
    assert.deepEqual(await store.read('prices/first.parquet'), content);
    stores.server.meet(fault, { times: 2 });
    assert.equal((await store.list('prices')).length, 2);
  }
});

test('a writer whose answer was lost learns that it has won, and others that they have not', async () => {
  const store = await stores.s3();
  stores.server.meet(meets.losesAnswer, { method: 'PUT', times: 1, passOn: true });
  assert.equal(await store.putNew('manifests/1.json', Buffer.from('same')), true);
  stores.server.meet(meets.losesAnswer, { method: 'PUT', times: 1, passOn: true });
  assert.equal(await store.putNew('manifests/1.json', Buffer.from('same')), false);
});

test('writers who are told of a conflict try again, and look who has won', async () => {
  const store = await stores.s3();
  const conflict = meets.refuses(409, 'ConditionalRequestConflict');
  stores.server.meet(conflict, { method: 'PUT', times: 2 });
  assert.equal(await store.putNew('manifests/1.json', Buffer.from('1')), true);
  stores.server.meet(conflict, { method: 'PUT' });
  assert.equal(await store.putNew('manifests/1.json', Buffer.from('2')), false);
  await assert.rejects(store.putNew('manifests/2.json', Buffer.from('2')), { code: 'unavailable' });
});

test('a server that lets every writer win is not written to', async () => {
  const store = await stores.s3();
  stores.server.conditional = false;
  const refused = { code: 'misconfigured', message: /ignores If-None-Match/ };
  await assert.rejects(store.putNew('manifests/1.json', Buffer.from('1')), refused);
  stores.server.conditional = true;
  await assert.rejects(
    stores.s3().then(async (other) => {
      stores.server.meet(meets.refuses(501, 'NotImplemented'), { method: 'PUT' });
      await other.putNew('manifests/1.json', Buffer.from('1'));
    }),
    { code: 'misconfigured', message: /If-None-Match/ },
  );
});

test('a bucket that is not there, a key that is not known and rights that are missing are told as such', async () => {
  await assertFails(
    await stores.s3({ url: 's3://nowhere/lake' }),
    'misconfigured',
    /^s3:\/\/nowhere\/lake: there is no such bucket; make it/,
  );
  await withEnvironment({ AWS_ACCESS_KEY_ID: 'OTHER' }, async () => {
    await assertFails(
      await stores.s3(),
      'misconfigured',
      /access is refused \((InvalidAccessKeyId|Forbidden|403)\); needed is s3:ListBucket/,
    );
  });
  const store = await stores.s3();
  stores.server.meet(meets.refuses(403, 'AccessDenied'));
  await assertFails(store, 'misconfigured', /access is refused \(AccessDenied\)/);
  stores.server.meet(meets.refuses(301, 'PermanentRedirect'));
  await assertFails(store, 'misconfigured', /another region \(PermanentRedirect\); set AWS_REGION/);
});

test('credentials, a region or an endpoint that is missing or wrong is told with the variable to set', async () => {
  await withEnvironment({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }, async () => {
    await assertFails(
      await stores.s3(),
      'misconfigured',
      /no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/,
    );
  });
  await withEnvironment({ AWS_REGION: undefined }, async () => {
    await assert.rejects(stores.s3(), { code: 'misconfigured', message: /no region; set AWS_REGION/ });
  });
  await withEnvironment({ AWS_ENDPOINT_URL_S3: 'minio' }, async () => {
    await assert.rejects(stores.s3(), {
      code: 'misconfigured',
      message: /^AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL must be/,
    });
  });
});

test('what was refused for one file of several is not taken for removed', async () => {
  const store = await stores.s3();
  stores.server.meet(
    meets.answers('<DeleteResult><Error><Key>x</Key><Code>AccessDenied</Code></Error></DeleteResult>'),
  );
  await assert.rejects(store.remove(['prices/x.parquet']), { code: 'misconfigured', message: /AccessDenied/ });
});

test('servers that know no newer checksum than MD5 are given that where one is needed, and none else', async () => {
  const store = await stores.s3();
  const seen: string[] = [];
  stores.server.meet(
    (request) =>
      void seen.push(`${request.method} ${request.headers['content-md5']} ${request.headers['x-amz-checksum-crc32']}`),
    { passOn: true },
  );
  await putSome(store, 'prices/x.parquet');
  await store.putNew('manifests/x.json', Buffer.from('x'));
  assert.deepEqual(new Set(seen.filter((line) => line.startsWith('PUT'))), new Set(['PUT undefined undefined']));
  await store.remove(['prices/x.parquet']);
  assert.match(seen.at(-1) ?? '', /^POST [\w+/]{22}== /);
});

test('another server is asked by paths, whatever its host', async () => {
  await withEnvironment(
    { AWS_ENDPOINT_URL_S3: process.env.AWS_ENDPOINT_URL_S3?.replace('127.0.0.1', 'localhost') },
    async () => {
      const store = await stores.s3();
      assert.deepEqual(await store.list('prices'), []);
      assert.match(stores.server.requests.at(-1) ?? '', /^GET \/figures\//);
    },
  );
});

test('more files than one answer has are listed in order, and removed', async () => {
  const store = await stores.s3();
  const names = Array.from({ length: 1_001 }, (_, at) => `replaced/${String(at).padStart(6, '0')}.parquet`);
  await stores.server.plant(store.place, names);
  assert.deepEqual(
    (await store.list('replaced')).map(({ name }) => name),
    names,
  );
  await store.remove(names);
  assert.deepEqual(await store.list('replaced'), []);
});

test('a lake is opened where LAKE_URL says, its copies beside the data', async () => {
  const dataDir = await stores.newFolder();
  const folder = await openStore({ lakeUrl: join(dataDir, 'lake'), dataDir });
  assert.equal(folder.place, join(dataDir, 'lake'));
  const store = await openStore({ lakeUrl: stores.server.lake(), dataDir });
  await putSome(store, 'prices/x.parquet');
  assert.deepEqual(await store.paths(['prices/x.parquet']), [join(dataDir, 'lake-cache/prices/x.parquet')]);
  await store.close();
});

test('who closes a lake ends what is under way', async () => {
  const store = await stores.s3();
  stores.server.meet(meets.hangs);
  const reading = store.read('manifests/x.json');
  const refused = assert.rejects(reading, { code: 'unavailable' });
  await store.close();
  await refused;
  await assert.rejects(store.list('manifests'), { code: 'unavailable' });
});
