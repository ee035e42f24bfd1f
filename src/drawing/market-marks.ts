import { pixels } from './step-path.ts';

// A point of its own has no dash that says whose it is: each line has a mark of its own shape, of about the same area.
// Arrows and crosses are taken: they say drop, rise, and void.

type Corner = readonly [x: number, y: number];

const square: readonly Corner[] = [
  [-0.9, -0.9],
  [0.9, -0.9],
  [0.9, 0.9],
  [-0.9, 0.9],
];
const diamond: readonly Corner[] = [
  [0, -1.35],
  [1.35, 0],
  [0, 1.35],
  [-1.35, 0],
];
const plus: readonly Corner[] = [
  ...([
    [-0.45, -1.4],
    [0.45, -1.4],
    [0.45, -0.45],
    [1.4, -0.45],
  ] as const),
  ...([
    [1.4, 0.45],
    [0.45, 0.45],
    [0.45, 1.4],
    [-0.45, 1.4],
  ] as const),
  ...([
    [-0.45, 0.45],
    [-1.4, 0.45],
    [-1.4, -0.45],
    [-0.45, -0.45],
  ] as const),
];

/** The mark of a line as a closed path: a disc, a square, a diamond, a plus. @param r of the disc, in pixels */
export function markPath(line: number, { x, y, r }: { x: number; y: number; r: number }): string {
  const corners = [undefined, square, diamond, plus][line];
  if (!corners) return `M${pixels(x - r)} ${pixels(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  const places = corners.map(([right, down]) => `${pixels(x + right * r)} ${pixels(y + down * r)}`);
  return `M${places.join('L')}Z`;
}
