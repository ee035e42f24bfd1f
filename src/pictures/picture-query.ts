import { Type } from 'typebox';
import { chartRanges } from '../drawing/chart-range.ts';
import { invalid } from '../wire/checker.ts';
import { fixedThemes, pictureThemes } from './themes.ts';
import { pictureLocales } from './words.ts';

function oneOf<Names extends string[]>(names: readonly [...Names], usual: Names[number], description: string) {
  const expected = `one of ${names.join(', ')}`;
  return Type.Optional(Type.Enum(names, { default: usual, description, 'x-expected': expected }));
}

function size(usual: number, [minimum, maximum]: [number, number], description: string) {
  const expected = `a whole number from ${minimum} to ${maximum}`;
  return Type.Optional(Type.Integer({ minimum, maximum, default: usual, description, 'x-expected': expected }));
}

const theme = oneOf(pictureThemes, 'auto', "Its colours; auto goes by what the reader's system prefers.");
const locale = oneOf(pictureLocales, 'en', 'Its language, and the way numbers and dates are written.');
const closed = { additionalProperties: false };

export const usualChart = { width: 800, height: 420 };

/** Of a PNG in pixels, in each direction. */
const largest = { width: 2_000, height: 1_200 };

const chart = {
  width: size(usualChart.width, [240, largest.width], 'In pixels.'),
  height: size(usualChart.height, [180, largest.height], 'In pixels.'),
  range: oneOf(chartRanges, 'all', 'How far back it goes: months, a year, or to the first price.'),
  zero: Type.Optional(
    Type.Boolean({
      ...{ default: false, description: 'Whether the price axis begins at zero.', 'x-expected': 'true or false' },
    }),
  ),
};

export const ChartQuery = Type.Object({ ...chart, theme, locale }, closed);

export const PngChartQuery = Type.Object(
  {
    ...chart,
    theme: oneOf(
      fixedThemes,
      'light',
      'Its colours: a PNG has one set of them, and cannot go by what a system prefers.',
    ),
    locale,
    scale: size(1, [1, 2], `2 draws the same with twice the pixels, of which ${mostPixels()} are the most.`),
  },
  closed,
);

export const BadgeQuery = Type.Object({ theme, locale }, closed);

export const Picture = Type.String({ $id: 'Picture', description: 'A picture as an SVG document.' });

export const PngPicture = Type.Unsafe<Buffer>({
  ...{ $id: 'PngPicture', contentMediaType: 'image/png', description: 'A picture as a PNG.' },
});

/** @throws AppError `invalid` for a scale that makes it too large */
export function checkScale({ width, height, scale }: { width: number; height: number; scale: number }): void {
  if (width * scale <= largest.width && height * scale <= largest.height) return;
  const detail = `makes it ${width * scale} × ${height * scale} pixels: ${mostPixels()} are the most`;
  throw invalid([{ parameter: 'scale', detail }], 'query');
}

function mostPixels(): string {
  return `${largest.width} × ${largest.height}`;
}
