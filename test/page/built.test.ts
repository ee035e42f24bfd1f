import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { builtPageFolder } from '../../src/page/built-page.ts';
import { clientTypes } from '../../ui/generate-client.ts';

const lingui = fileURLToPath(new URL('../../node_modules/@lingui/cli/dist/lingui.js', import.meta.url));
const budgetBytes = 120 * 1_024;

/** A script and all that it loads before it runs. */
async function scriptsOf(path: string, found = new Map<string, Buffer>()): Promise<Map<string, Buffer>> {
  if (found.has(path)) return found;
  const content = await readFile(join(builtPageFolder, path));
  found.set(path, content);
  for (const [, name] of content.toString().matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
    await scriptsOf(`assets/${name}`, found);
  }
  return found;
}

/** Scripts of the first page, with the texts of the language that needs most room. */
async function firstScripts(): Promise<Map<string, Buffer>> {
  const html = await readFile(join(builtPageFolder, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/<(?:script|link rel="modulepreload")[^>]*(?:src|href)="\/([^"]+\.js)"/g)];
  assert.ok(entries.length >= 2, 'the document has a script for the theme and one for the page');
  const found = new Map<string, Buffer>();
  for (const [, path = ''] of entries) await scriptsOf(path, found);
  const all = [...found.values()].join('\n');
  const texts = /["'`]\.\/(fr-[^"'`]+\.js)["'`]/.exec(all)?.[1];
  assert.ok(texts, 'the page loads the texts of a language');
  return await scriptsOf(`assets/${texts}`, found);
}

test('the first page takes at most 120 KiB of script, compressed', async () => {
  const sizes = [...(await firstScripts())].map(
    ([path, content]) => [path, gzipSync(content, { level: 9 }).length] as const,
  );
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  assert.ok(total <= budgetBytes, `${total} bytes: ${sizes.map((size) => size.join(' ')).join(', ')}`);
  assert.ok(total > budgetBytes / 4, `${total} bytes: something was not counted`);
});

test('the first page comes without what only later ones share', async () => {
  const first = [...(await firstScripts()).values()].join('\n');
  const assets = join(builtPageFolder, 'assets');
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const all = (await Promise.all(names.map((name) => readFile(join(assets, name), 'utf8')))).join('\n');
  for (const sign of ['TextDecoderStream', 'AD AE AF AG']) {
    assert.ok(all.includes(sign), `${sign} is in no script`);
    assert.ok(!first.includes(sign), `${sign} is in a script of the first page`);
  }
});

test('the types of the client are those of the committed document', async () => {
  const committed = await readFile(new URL('../../ui/src/api/schema.ts', import.meta.url), 'utf8');
  assert.ok(committed === (await clientTypes()), 'the API changed: node ui/generate-client.ts writes them anew');
});

for (const what of ['sync', 'missing']) {
  test(`every text is in the catalogs of all languages, and translated: lingui check ${what}`, async () => {
    const options = ['--no-warnings', lingui, 'check', what, '--config', 'ui/lingui.config.ts'];
    const { status, stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
    const advice = 'npm run words puts new texts into ui/locales; those without a translation want one';
    assert.equal(status, 0, `${stdout}${stderr}\n${advice}`);
  });
}
