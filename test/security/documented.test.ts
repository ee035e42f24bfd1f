import assert from 'node:assert/strict';
import { access, glob, readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const document = await readFile(new URL('docs/security.md', root), 'utf8');
const items = Array.from({ length: 10 }, (_, n) => `API${n + 1}:2023`);

test('each item of the OWASP API Security Top 10 has a row, and a test that is named by it', async () => {
  let tests = '';
  for await (const path of glob('test/security/*.test.ts', { cwd: root }))
    tests += await readFile(new URL(path, root), 'utf8');
  for (const item of items) {
    const rows = document.split('\n').filter((line) => line.startsWith(`| ${item} `));
    assert.equal(rows.length, 1, item);
    assert.equal(rows[0]?.split('|').filter((cell) => cell.trim() !== '').length, 4, item);
    assert.match(tests, new RegExp(`test\\(['\`]${item} `), item);
  }
});

test('each test that it names is there', async () => {
  const named = [...document.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, path = '']) => path);
  assert.ok(named.length > 30);
  for (const path of named) await access(new URL(path, root));
});
