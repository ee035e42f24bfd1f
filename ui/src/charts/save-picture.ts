import { saveFile } from './save-file.ts';

/** A picture knows no style sheet: what is drawn stands in its elements. */
const drawn = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap'],
  ...['opacity', 'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor'],
] as const;
/** Pixels of the file for one of the page, so that it is sharp where it is enlarged. */
const density = 2;
/** What no XML holds, and the picture would then not be drawn. */
const unwritable = /[\p{Cc}\uFFFE\uFFFF]/gu;
const margin = 24;
const headSize = 16;

/**
 * Saves a chart as PNG, in the colours that it has on the page.
 * @param title stands above it, so that the file says what it is of
 * @throws Error where the browser cannot draw it
 */
export async function savePicture(
  chart: SVGSVGElement,
  { title, name }: { title: string; name: string },
): Promise<void> {
  const size = { width: chart.clientWidth + 2 * margin, height: chart.clientHeight + 2 * margin + 2 * headSize };
  const image = await loaded(new XMLSerializer().serializeToString(framed(chart, title, size)));
  const canvas = document.createElement('canvas');
  canvas.width = size.width * density;
  canvas.height = size.height * density;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const content = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!content) throw new Error('this browser cannot make a PNG of the chart');
  saveFile(content, name);
}

type Size = { width: number; height: number };

function framed(chart: SVGSVGElement, title: string, { width, height }: Size): SVGSVGElement {
  const page = getComputedStyle(document.documentElement);
  const { fontFamily, color } = getComputedStyle(document.body);
  const frame = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
  const head = { x: margin, y: margin + headSize, 'font-size': headSize, 'font-weight': 600 };
  const name = svg('text', { ...head, fill: color, 'font-family': fontFamily });
  name.textContent = title.replaceAll(unwritable, '');
  const plot = svg('g', { transform: `translate(${margin} ${margin + 2 * headSize})` });
  plot.append(...copyOf(chart).childNodes);
  frame.append(svg('rect', { width, height, fill: page.backgroundColor }), name, plot);
  return frame;
}

function svg<Name extends 'svg' | 'rect' | 'text' | 'g'>(name: Name, attributes: Record<string, string | number>) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** With its colours and fonts in attributes: inline styles would be refused by the policy that the page is under. */
function copyOf(chart: SVGSVGElement): Element {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll('*');
  for (const [number, element] of chart.querySelectorAll('*').entries()) {
    const style = getComputedStyle(element);
    for (const property of drawn) copies[number]?.setAttribute(property, style.getPropertyValue(property));
    copies[number]?.removeAttribute('class');
  }
  return copy;
}

async function loaded(source: string): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}
