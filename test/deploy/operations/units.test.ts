import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { noProxy } from '../../support/haproxy.ts';
import { document, units } from '../../support/operations/document.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
const isMissing = spawnSync('systemd-analyze', ['--version']).error !== undefined && 'systemd is not installed';

test('systemd takes the units of docs/operations.md', { skip: isMissing }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-units-'));
  try {
    const paths = [...units()].map(([path, text]) => ({ path: join(folder, basename(path)), text: here(text) }));
    assert.equal(paths.length, 5);
    for (const { path, text } of paths) await writeFile(path, text);
    const several = /^# in \/etc\/systemd\/system\n(.*?)^```$/ms.exec(document)?.[1] ?? assert.fail();
    assert.equal(spawnSync('sh', ['-ec', several], { cwd: folder }).status, 0);
    assert.match(await readFile(join(folder, 'pricetrail.service'), 'utf8'), /^ExecStart=.* serve --role worker$/m);
    const template = join(folder, 'pricetrail@.service');
    assert.match(await readFile(template, 'utf8'), /^ExecStart=.* --role api\nEnvironment=PORT=%i SHUTDOWN_DELAY=5$/m);
    paths.push({ path: template, text: '' });
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths.map(({ path }) => path)], {
      encoding: 'utf8',
    });
    const ours = stderr.split('\n').filter((line) => line.includes('pricetrail'));
    assert.deepEqual({ status, ours }, { status: 0, ours: [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('HAProxy takes what docs/operations.md has for it', { skip: noProxy }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-haproxy-'));
  try {
    const path = join(folder, 'haproxy.cfg');
    await writeFile(path, /^# \/etc\/haproxy\/haproxy\.cfg\n(.*?)^```$/ms.exec(document)?.[1] ?? assert.fail());
    const { status, stdout, stderr } = spawnSync('/usr/sbin/haproxy', ['-c', '-f', path], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    assert.doesNotMatch(stdout + stderr, /WARNING/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** With programs that are there. */
function here(text: string): string {
  return text.replaceAll('/opt/pricetrail', root).replace('/usr/local/bin/pricetrail-backup', '/bin/true');
}
