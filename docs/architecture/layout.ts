import type { Arrow, Box, Group, Page, Side } from './drawing.ts';

export type Rect = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };

export const cell = { width: 208, height: 92, gapX: 132, gapY: 52 };
const margin = { side: 48, top: 136, bottom: 56 };

export function rectOf({ at: [column, row], rows = 1 }: Box): Rect {
  return {
    x: margin.side + column * (cell.width + cell.gapX),
    y: margin.top + row * (cell.height + cell.gapY),
    width: cell.width,
    height: rows * cell.height + (rows - 1) * cell.gapY,
  };
}

export function rectOfGroup({ from: [left, top], to: [right, bottom], wide = 0 }: Group): Rect {
  const first = rectOf({ at: [left, top] } as unknown as Box);
  const last = rectOf({ at: [right, bottom] } as unknown as Box);
  const [side, head] = [18 + wide, 30 + wide * 1.75];
  return {
    x: first.x - side,
    y: first.y - head,
    width: last.x + last.width + side - (first.x - side),
    height: last.y + last.height + side - (first.y - head),
  };
}

export function sizeOf({ boxes, groups }: Page): { width: number; height: number } {
  const all = [...boxes.map(rectOf), ...groups.map(rectOfGroup)];
  return {
    width: Math.max(...all.map(({ x, width }) => x + width)) + margin.side,
    height: Math.max(...all.map(({ y, height }) => y + height)) + margin.bottom,
  };
}

function pointOn({ x, y, width, height }: Rect, [side, along]: readonly [Side, number]): Point {
  if (side === 'left' || side === 'right')
    return { x: side === 'left' ? x : x + width, y: Math.round(y + height * along) };
  return { x: Math.round(x + width * along), y: side === 'top' ? y : y + height };
}

const isFlat = (side: Side) => side === 'left' || side === 'right';

/** The corners of an arrow, its ends included. */
export function routeOf({ boxes }: Page, arrow: Arrow): Point[] {
  const { out = ['right', 0.5], in: into = ['left', 0.5], bend = 0.5 } = arrow;
  const start = pointOn(rectOf(boxNamed(boxes, arrow.from)), out);
  const end = pointOn(rectOf(boxNamed(boxes, arrow.to)), into);
  return [start, ...corners(start, end, { out: out[0], into: into[0], bend }), end];
}

function corners(start: Point, end: Point, { out, into, bend }: { out: Side; into: Side; bend: number }): Point[] {
  if (out === into) {
    const y = Math.max(start.y, end.y) + bend;
    return [
      { x: start.x, y },
      { x: end.x, y },
    ];
  }
  if (isFlat(out) !== isFlat(into)) return [isFlat(out) ? { x: end.x, y: start.y } : { x: start.x, y: end.y }];
  if (isFlat(out)) {
    if (start.y === end.y) return [];
    const x = Math.round(start.x + (end.x - start.x) * bend);
    return [
      { x, y: start.y },
      { x, y: end.y },
    ];
  }
  if (start.x === end.x) return [];
  const y = Math.round(start.y + (end.y - start.y) * bend);
  return [
    { x: start.x, y },
    { x: end.x, y },
  ];
}

/** The middle of the text of an arrow: on its longest part. */
export function textPoint(points: readonly Point[], textAt = 0.5): Point {
  const parts = points.slice(1).map((to, at) => ({ from: points[at] as Point, to }));
  const long = ({ from, to }: { from: Point; to: Point }) => Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  const { from, to } = parts.reduce((best, part) => (long(part) > long(best) ? part : best));
  return { x: from.x + (to.x - from.x) * textAt, y: from.y + (to.y - from.y) * textAt };
}

export function boxNamed(boxes: readonly Box[], id: string): Box {
  const box = boxes.find((each) => each.id === id);
  if (!box) throw new Error(`there is no box ${id}`);
  return box;
}

/** About how wide a text is in a usual sans-serif face: rather too wide. */
export function textWidth(text: string, size: number, bold = false): number {
  return text.length * size * (bold ? 0.62 : 0.58);
}
