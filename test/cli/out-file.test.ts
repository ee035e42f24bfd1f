import assert from 'node:assert/strict';
import { chmod, chown, type FileHandle, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, test } from 'node:test';
import { writeWhole } from '../../src/cli/out-file.ts';
import { until } from '../support/until.ts';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pricetrail-out-'));
  out = join(folder, 'out');
});
afterEach(async () => await rm(folder, { recursive: true }));

const { signal } = new AbortController();
const content = async () => await readFile(out, 'utf8');
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

/** Begins to write, until the first text is in a file. */
async function begin(text: string) {
  const before = await readdir(folder);
  const body = new PassThrough();
  const stop = new AbortController();
  const written = writeWhole(out, body, stop.signal);
  body.write(text);
  let partial = '';
  await until(
    'it is written',
    async () => {
      const name = (await readdir(folder)).find((each) => !before.includes(each));
      if (name !== undefined) partial = join(folder, name);
      return partial !== '' && (await readFile(partial, 'utf8')) === text;
    },
    20,
  );
  return { body, partial, written, stop };
}

test('of two that write one file at once each is whole, and the last one stays', async () => {
  const first = await begin('first,');
  const second = await begin('second,');
  first.body.end(' whole');
  await first.written;
  assert.equal(await content(), 'first, whole');
  second.body.end(' whole');
  await second.written;
  assert.equal(await content(), 'second, whole');
  assert.deepEqual(await readdir(folder), ['out']);
});

test('one that fails or is stopped takes nothing from another', async () => {
  const [failing, stopped, other] = [await begin('failing,'), await begin('stopped,'), await begin('other,')];
  failing.body.destroy(new Error('the database is lost'));
  await assert.rejects(failing.written, /the database is lost/);
  stopped.stop.abort();
  await assert.rejects(stopped.written, { name: 'AbortError' });
  other.body.end(' whole');
  await other.written;
  assert.equal(await content(), 'other, whole');
  assert.deepEqual(await readdir(folder), ['out']);
});

test('what takes the place of a file is as closed as that was, from its first byte on', async () => {
  for (const mode of [0o600, 0o640, 0o400]) {
    await writeFile(out, 'of before');
    await chmod(out, mode);
    const { body, partial, written } = await begin('after');
    assert.equal(await modeOf(partial), mode);
    body.end();
    await written;
    assert.deepEqual([await content(), await modeOf(out)], ['after', mode]);
    await rm(out);
  }
});

test('a new file is as open as others of this process', async () => {
  const umask = process.umask(0o027);
  try {
    await writeWhole(out, Readable.from(['new']), signal);
    assert.equal(await modeOf(out), 0o640);
  } finally {
    process.umask(umask);
  }
});

const root = { skip: process.getuid?.() !== 0 && 'only root may give a file away' };

test('what takes the place of a file of another owner and group is theirs', root, async () => {
  await writeFile(out, 'of before');
  await chown(out, 12_345, 23_456);
  await chmod(out, 0o640);
  const { body, partial, written } = await begin('after');
  const { uid, gid } = await stat(partial);
  assert.deepEqual([uid, gid, await modeOf(partial)], [12_345, 23_456, 0o640]);
  body.end();
  await written;
  assert.equal((await stat(out)).gid, 23_456);
});

test(
  'where the group cannot be kept, another may do no more with what takes its place than everybody',
  root,
  async (t) => {
    await writeFile(out, 'of before');
    await mockHandles(t, 'chown', () => Promise.reject(new Error('EPERM')));
    for (const [mode, left] of [
      [0o660, 0o600],
      [0o664, 0o644],
    ] as const) {
      await chown(out, 12_345, 23_456);
      await chmod(out, mode);
      await writeWhole(out, Readable.from(['after']), signal);
      assert.deepEqual([await content(), await modeOf(out)], ['after', left]);
    }
  },
);

test('a file is on the disk before it has its name, and then its name is', async (t) => {
  const synced: string[] = [];
  await mockHandles(t, 'sync', async (handle) => {
    const found = await handle.stat();
    const names = (await readdir(folder)).map((name) => name.replace(/^out\..*/, 'partial'));
    synced.push(`${found.isDirectory() ? 'folder' : `${found.size} bytes`}: ${names}`);
  });
  await writeWhole(out, Readable.from(['all of it']), signal);
  assert.deepEqual(synced, ['9 bytes: partial', 'folder: out']);
});

type Mocks = { mock: { method(object: object, name: string, implementation: unknown): unknown } };

async function mockHandles(t: Mocks, name: 'chown' | 'sync', as: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(folder);
  await handle.close();
  t.mock.method(Object.getPrototypeOf(handle), name, async function (this: FileHandle) {
    await as(this);
  });
}
