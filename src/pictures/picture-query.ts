import { Type } from 'typebox';
import { chartRanges } from '../drawing/chart-range.ts';
import { pictureThemes } from './themes.ts';
import { pictureLocales } from './words.ts';

function oneOf<Names extends string[]>(names: readonly [...Names], usual: Names[number], description: string) {
  const expected = `one of ${names.join(', ')}`;
  return Type.Optional(Type.Enum(names, { default: usual, description, 'x-expected': expected }));
}

function size(usual: number, [minimum, maximum]: [number, number], description: string) {
  const expected = `a whole number from ${minimum} to ${maximum}`;
  return Type.Optional(Type.Integer({ minimum, maximum, default: usual, description, 'x-expected': expected }));
}

const shared = {
  theme: oneOf(pictureThemes, 'auto', "Its colours; auto goes by what the reader's system prefers."),
  locale: oneOf(pictureLocales, 'en', 'Its language, and the way numbers and dates are written.'),
};
const closed = { additionalProperties: false };

export const usualChart = { width: 800, height: 420 };

export const ChartQuery = Type.Object(
  {
    width: size(usualChart.width, [240, 2_000], 'In pixels.'),
    height: size(usualChart.height, [180, 1_200], 'In pixels.'),
    range: oneOf(chartRanges, 'all', 'How far back it goes: months, a year, or to the first price.'),
    zero: Type.Optional(
      Type.Boolean({
        ...{ default: false, description: 'Whether the price axis begins at zero.', 'x-expected': 'true or false' },
      }),
    ),
    ...shared,
  },
  closed,
);

export const BadgeQuery = Type.Object(shared, closed);

export const Picture = Type.String({ $id: 'Picture', description: 'A picture as an SVG document.' });
