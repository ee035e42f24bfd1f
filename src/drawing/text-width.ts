/** Widths in em, of the widest system fonts (DejaVu Sans, Verdana): a label that is thought too wide collides with nothing. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\u0300-\u036f\u200b-\u200f]/, 0],
  [/[.,:;'’|!ijlI\s\u00a0\u202f·]/, 0.34],
  [/[()frt-]/, 0.42],
  [/[mW%…→▼▲]/, 1],
  [/[wM+\u2212]/, 0.87],
  [/[0-9a-zß-ÿ€–]/, 0.64],
  [/[ά-ώа-џ]/, 0.68],
  [/[\u0020-\u2fff]/, 0.8],
];
const widest = 1.05;

/** Of the texts of charts, in pixels: the smallest that is used. */
export const textSize = 12;

/** About how wide a text of a chart is, in pixels. */
export function labelWidth(text: string): number {
  return textWidth(text, textSize);
}

/** About how wide a text is, for who lays out without a DOM. @param size of the font, in pixels @returns pixels */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const letter of text) em += widths.find(([letters]) => letters.test(letter))?.[1] ?? widest;
  return em * size;
}

/** A text that fits, cut where it does not. @param width in pixels */
export function fitText(text: string, { width, size }: { width: number; size: number }): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text.slice(0, 1_000)];
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
