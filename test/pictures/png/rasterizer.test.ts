import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Rasterizer } from '../../../src/pictures/png/rasterizer.ts';
import { readPng } from '../../support/read-png.ts';
import { until } from '../../support/until.ts';

const rasterizer = new Rasterizer();
after(async () => await rasterizer.close());

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40"><rect width="100%" height="100%" fill="#ffffff"/>${inside}</svg>`;
const drawn = async (inside: string, scale = 1) => readPng(await rasterizer.toPng({ svg: svg(inside), scale }));

test('a PNG has the pixels of the drawing, or twice as many in each direction', async () => {
  const square = '<rect x="50" y="20" width="50" height="20" fill="#0b7285"/>';
  const [once, twice] = [await drawn(square), await drawn(square, 2)];
  assert.deepEqual([once.width, once.height, twice.width, twice.height], [100, 40, 200, 80]);
  assert.deepEqual(
    [once.at(49, 19), once.at(50, 20), twice.at(99, 39), twice.at(100, 40)],
    ['#ffffff', '#0b7285', '#ffffff', '#0b7285'],
  );
});

const nobodyHasIt = '\u{10fffd}';
for (const text of ['Zürich', 'Αθήνα', 'Москва', 'القاهرة', 'ירושלים', 'Երևան', 'თბილისი', '▼ −2,5 %', '€…→']) {
  test(`${text} is drawn without a font of the system, and no letter of it as a box`, async () => {
    const box = await letter(nobodyHasIt);
    assert.ok(box.includes('#'), 'what no font has is a box');
    for (const each of text.replaceAll(' ', '')) assert.notEqual(await letter(each), box, each);
  });
}

test('a letter that the own font lacks is of another one that was named', async () => {
  const fonts = [fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuMathTeXGyre.ttf'))];
  const other = new Rasterizer({ fonts });
  const bold = '\u{1d400}';
  assert.equal(await letter(bold), await letter(nobodyHasIt));
  assert.notEqual(await letter(bold, other), await letter(nobodyHasIt, other));
  assert.equal(await letter('a', other), await letter('a'));
  await other.close();
});

/** What of a letter is dark, line by line. */
async function letter(text: string, by = rasterizer): Promise<string> {
  const drawing = { svg: svg(`<text x="2" y="30" font-size="20">${text}</text>`), scale: 1 };
  const { width, height, at } = readPng(await by.toPng(drawing));
  const dark = (x: number, y: number) => (at(x, y) < '#808080' ? '#' : ' ');
  const line = (y: number) => Array.from({ length: width }, (_, x) => dark(x, y)).join('');
  return Array.from({ length: height }, (_, y) => line(y)).join('\n');
}

test('what cannot be drawn fails alone: the next one is drawn', async () => {
  await assert.rejects(rasterizer.toPng({ svg: 'no picture', scale: 1 }), /SVG/i);
  assert.equal((await drawn('')).width, 100);
});

test('a font that is no longer there is told to be a passing fault, and which one it is', async () => {
  const lacking = new Rasterizer({ fonts: ['/nowhere/font.ttf'] });
  await assert.rejects(lacking.toPng({ svg: svg(''), scale: 1 }), ({ code, cause }) => {
    assert.deepEqual([code, cause.code, cause.path], ['unavailable', 'ENOENT', '/nowhere/font.ttf']);
    return true;
  });
  await lacking.close();
});

test('what takes too long is ended, and told to be too costly', async () => {
  const hurried = new Rasterizer({ limitMs: 0 });
  await assert.rejects(hurried.toPng({ svg: svg(''), scale: 1 }), { code: 'too_costly' });
  assert.equal(hurried.isRunning, false);
});

test('its thread ends where nothing is asked for a while, and is there again for the next one', async () => {
  const resting = new Rasterizer({ idleMs: 1 });
  await resting.toPng({ svg: svg(''), scale: 1 });
  await until('its thread has ended', async () => !resting.isRunning);
  assert.ok((await resting.toPng({ svg: svg(''), scale: 1 })).length > 0);
  await resting.close();
  assert.equal(resting.isRunning, false);
});

test('its thread keeps no process alive', async () => {
  const source = new URL('../../../src/pictures/png/rasterizer.ts', import.meta.url);
  const program = `import('${source}')
    .then(({ Rasterizer }) => new Rasterizer({ idleMs: 600_000 }).toPng({ svg: '${svg('')}', scale: 1 }))
    .then((png) => console.log(png.length > 0));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', program], { timeout: 30_000 });
  assert.equal(stdout, 'true\n');
});
