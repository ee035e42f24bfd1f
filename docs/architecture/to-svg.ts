import type { Arrow, Box, Group, Page } from './drawing.ts';
import { type Point, type Rect, rectOf, rectOfGroup, routeOf, sizeOf, textPoint, textWidth } from './layout.ts';
import { font, groupFill, groupLine, ink, line, looks, paper, sizes, soft } from './look.ts';

/** A page as a picture that needs nothing else. */
export function toSvg(page: Page): string {
  const { width, height } = sizeOf(page);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" role="img" aria-label="${inXml(page.title)}">`,
    `<defs><marker id="end" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 1 9 5 0 9z" fill="${line}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" rx="10" fill="${paper}"/>`,
    text(page.title, { x: 48, y: 44 }, `font-size="${sizes.page}" font-weight="700" fill="${ink}"`),
    ...page.groups.map(groupOf),
    ...page.arrows.map((arrow) => lineOf(page, arrow)),
    ...page.boxes.map(boxOf),
    ...page.arrows.map((arrow) => saidOf(page, arrow)),
    '</svg>',
  ]
    .filter((part) => part !== '')
    .join('\n')}\n`;
}

function groupOf(group: Group): string {
  const { x, y } = rectOfGroup(group);
  const label = text(
    group.title,
    { x: x + 12, y: y + 19 },
    `font-size="${sizes.group}" font-weight="700" fill="${soft}"`,
  );
  return `${rectangle(rectOfGroup(group), `rx="10" fill="${groupFill}" stroke="${groupLine}"`)}\n${label}`;
}

function boxOf(box: Box): string {
  const rect = rectOf(box);
  const { fill, line: stroke } = looks[box.kind];
  const x = rect.x + rect.width / 2;
  const top = rect.y + rect.height / 2 - (box.notes.length * 15) / 2 + 5;
  const notes = box.notes.map((note, at) =>
    text(note, { x, y: top + 16 + at * 15 }, `font-size="${sizes.note}" text-anchor="middle" fill="${soft}"`),
  );
  const title = text(
    box.title,
    { x, y: top },
    `font-size="${sizes.title}" font-weight="700" text-anchor="middle" fill="${ink}"`,
  );
  return [rectangle(rect, `rx="7" fill="${fill}" stroke="${stroke}" stroke-width="1.4"`), title, ...notes].join('\n');
}

function lineOf(page: Page, arrow: Arrow): string {
  const points = routeOf(page, arrow).map(({ x, y }) => `${x},${y}`);
  const start = arrow.both ? ' marker-start="url(#end)"' : '';
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${line}" stroke-width="1.4" marker-end="url(#end)"${start}/>`;
}

/** Above all lines, on paper of its own. */
function saidOf(page: Page, arrow: Arrow): string {
  if (arrow.says === undefined) return '';
  const { x, y } = textPoint(routeOf(page, arrow), arrow.textAt);
  const width = textWidth(arrow.says, sizes.arrow) + 6;
  const back = rectangle(
    { x: x - width / 2, y: y - 9, width, height: 18 },
    `rx="3" fill="${paper}" fill-opacity="0.94"`,
  );
  return `${back}\n${text(arrow.says, { x, y: y + 4 }, `font-size="${sizes.arrow}" text-anchor="middle" fill="${ink}"`)}`;
}

function rectangle({ x, y, width, height }: Rect, look: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${look}/>`;
}

function text(what: string, { x, y }: Point, look: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${look}>${inXml(what)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
