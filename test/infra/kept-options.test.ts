import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keptOptions, unkeptOptions } from '../../infra/kept-options.ts';

test('an option that the next deployment would be without is told', () => {
  const others = { 'aws:cdk:enable-path-metadata': true, other: 'x' };
  assert.deepEqual(unkeptOptions({ ...others, anonymousRole: 'none' }, {}), [
    'anonymousRole=none is not in cdk.context.json: the next deployment is without it, unless it is given again',
  ]);
  assert.deepEqual(unkeptOptions({ ...others, anonymousRole: 'none' }, { anonymousRole: 'reader' }), [
    'anonymousRole=none is not what cdk.context.json says, reader: the next deployment is as that says',
  ]);
  assert.deepEqual(unkeptOptions({ ...others, anonymousRole: 'none' }, { anonymousRole: 'none' }), []);
});

test('what is for one time only need not be kept', () => {
  assert.deepEqual(unkeptOptions({ services: 'none' }, {}), []);
});

test('what is kept is read of the file that the CDK reads, where there is one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-kept-'));
  assert.deepEqual(keptOptions(folder), {});
  await writeFile(join(folder, 'cdk.context.json'), '{ "anonymousRole": "none" }');
  assert.deepEqual(keptOptions(folder), { anonymousRole: 'none' });
  await rm(folder, { recursive: true });
});

test('the file belongs to neither the repository nor the image', async () => {
  const root = new URL('../../', import.meta.url);
  const ignored = async (name: string) => (await readFile(new URL(name, root), 'utf8')).split('\n');
  assert.ok((await ignored('.gitignore')).includes('infra/cdk.context.json'));
  assert.ok((await ignored('.dockerignore')).some((line) => /^(\*|infra\/\*|infra\/cdk\.context\.json)$/.test(line)));
});
