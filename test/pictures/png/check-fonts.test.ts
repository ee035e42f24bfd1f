import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkFonts } from '../../../src/pictures/png/check-fonts.ts';

const font = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));

test('fonts that are there are taken', async () => {
  await checkFonts([]);
  await checkFonts([font]);
});

for (const [what, path, said] of [
  ['a file that is not there', '/nowhere/font.ttf', /PICTURE_FONTS: \/nowhere\/font\.ttf cannot be read/],
  ['a folder', fileURLToPath(new URL('.', import.meta.url)), /cannot be read/],
  ['what is no font', fileURLToPath(import.meta.url), /is no font in TrueType or OpenType/],
] as const) {
  test(`${what} is told before anything starts`, async () => {
    await assert.rejects(checkFonts([font, path]), { code: 'misconfigured', message: said });
  });
}
