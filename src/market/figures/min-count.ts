import { Type } from 'typebox';

/** Of so many a figure has to be where nothing is said. */
export const usualMinCount = 5;

const most = 1_000_000;

export function minCount(description: string) {
  return Type.Optional(
    Type.Integer({
      ...{ minimum: 1, maximum: most, default: usualMinCount, 'x-expected': `a whole number from 1 to ${most}` },
      description,
    }),
  );
}
