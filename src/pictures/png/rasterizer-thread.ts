import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Drawing } from './rasterizer.ts';

// The thread that makes PNGs: SVG text comes in, bytes go out. What it fails at ends it; another one is started then.

async function read(file: string | URL): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(file));
}

/** The files of other fonts, as `Rasterizer` passes them. */
const others: readonly string[] = workerData;

/** Of the fonts that come as packages the one whose texts are no wider than `textWidth` says, with Greek, Cyrillic, Arabic, Hebrew. */
const family = 'DejaVu Sans';
const files = [
  new URL(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf')),
  new URL(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf')),
];

const fontBuffers = await Promise.all([...files, ...others].map(read));
await initWasm(await read(new URL(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))));
const font = { fontBuffers, defaultFontFamily: family, sansSerifFamily: family };

/** What is made of WebAssembly's memory is given back there at once: no collector knows how large it is. */
function toPng({ svg, scale }: Drawing): Uint8Array<ArrayBuffer> {
  const parsed = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } });
  const image = parsed.render();
  const png = new Uint8Array(image.asPng());
  image.free();
  parsed.free();
  return png;
}

parentPort?.on('message', (drawing: Drawing) => {
  const png = toPng(drawing);
  parentPort?.postMessage(png, [png.buffer]);
});
