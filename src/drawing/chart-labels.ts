import type { Box } from './step-path.ts';
import { textWidth } from './text-width.ts';

/** The last price is bold, of 13 pixels: as wide as a plain text of this size. */
export const lastSize = 14.5;

type Anchor = 'start' | 'middle' | 'end';

/** Where a text may stand: its anchor and the foot of its letters, in pixels. */
export type Place = { x: number; y: number; anchor: Anchor };

type LabelKind = 'last' | 'low' | 'first' | 'cut' | 'rise';

/** A text beside the line, and the places for it, the best first. */
export type Wanted = { kind: LabelKind; text: string; size: number; places: readonly Place[] };

export type Label = Place & { kind: LabelKind; text: string; size: number; box: Box };

type Room = {
  bounds: Box;
  /** What is taken beside the labels themselves. */
  isTaken: (box: Box) => boolean;
};

/** Places each text where there is room left by those before it; what has none is left out. @param wanted by priority */
export function placeLabels(wanted: readonly Wanted[], { bounds, isTaken }: Room): Label[] {
  const placed: Label[] = [];
  for (const { places, ...label } of wanted) {
    const found = places
      .map((place) => ({ ...label, ...place, box: boxOf(label, place) }))
      .find(
        ({ box }) =>
          isWithin(box, bounds) && !isTaken(box) && !placed.some((other) => overlap(withGap(box), other.box)),
      );
    if (found) placed.push(found);
  }
  return placed;
}

/** Between two texts of a line: else they would be read as one. */
const gap = 6;

function withGap({ left, right, ...box }: Box): Box {
  return { ...box, left: left - gap, right: right + gap };
}

function boxOf({ text, size }: Pick<Wanted, 'text' | 'size'>, { x, y, anchor }: Place): Box {
  const width = textWidth(text, size);
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
  return { left, right: left + width, top: y - size * 0.85, bottom: y + size * 0.25 };
}

/** The nearest place to one at which a centred text is within bounds. */
export function centred(x: number, { text, size }: Pick<Wanted, 'text' | 'size'>, bounds: Box): number {
  const half = textWidth(text, size) / 2;
  return Math.max(bounds.left + half, Math.min(x, bounds.right - half));
}

function isWithin(box: Box, bounds: Box): boolean {
  return (
    box.left >= bounds.left - 0.01 &&
    box.right <= bounds.right + 0.01 &&
    box.top >= bounds.top &&
    box.bottom <= bounds.bottom
  );
}

export function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
