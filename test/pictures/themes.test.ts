import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { colours, inTheme, pictureThemes } from '../../src/pictures/themes.ts';

test('pictures have the colours of the page', async () => {
  const tokens = await readFile(new URL('../../ui/src/style/tokens.css', import.meta.url), 'utf8');
  for (const [name, [light, dark]] of Object.entries(colours)) {
    assert.ok(tokens.includes(`--${name}: light-dark(${light}, ${dark});`), name);
  }
});

test('of one theme only its colours are written, for who knows no custom properties; auto has both', () => {
  const [light, dark, auto] = pictureThemes.map((theme) => inTheme(theme, '.a{fill:var(--ink);stroke:var(--ink-2)}'));
  assert.deepEqual([light, dark], ['.a{fill:#1b1c1a;stroke:#53554f}', '.a{fill:#eceeea;stroke:#b2b6af}']);
  assert.match(
    auto ?? '',
    /^svg\{.*--ink:#1b1c1a;.*\}@media\(prefers-color-scheme:dark\).*--ink:#eceeea;.*var\(--ink\)/,
  );
});
