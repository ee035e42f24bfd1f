import { between, type Choice, pick, type Random } from '../../../src/exchange/demo/random.ts';
import { oddText } from './odd-texts.ts';
import type { Schema } from './operations.ts';

/** Texts of values, since not every text of one comes of a value. */
const known: Choice<string> = [
  ...(['null', 'true', 'false', '0', '-0', '-1', '1e400', '-1e400', '1e-400', '0.1e1', '1E+2', '1.0'] as const),
  ...['9007199254740993', '2147483648', '9223372036854775808', '999999999999.99', '999999999999.995', '0.005', '1e308'],
  ...['1'.repeat(4_000), `0.${'3'.repeat(4_000)}`, `1e${'9'.repeat(300)}`],
  ...['[]', '{}', '[[]]', '[null]', '{"":""}', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}'],
  ...[
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\\ud83c\\udfe1"',
    '"\\u202e"',
    '"\\x"',
    '"a\tb"',
    "'a'",
    'NaN',
    '01',
    '+1',
    '.5',
    '1.',
  ],
  ...['{"toJSON":1}', '{"then":1}', '{"length":-1}', 'undefined', '/**/1', '1 2'],
];

/** The JSON, or nearly JSON, of a value that is odd for a schema. */
export function oddJson(random: Random, schema: Schema): string {
  return pick(random, [
    () => pick(random, known),
    () => JSON.stringify(oddText(random)),
    () => atEdge(random, schema),
    () => deep(random),
    () => `[${atEdge(random, schema)},${pick(random, known)}]`,
  ])();
}

/** About the least, the most, the shortest and the longest that it may be. */
function atEdge(random: Random, { minimum = 0, maximum = 1e9, maxLength = 200 }: Schema): string {
  const step = pick(random, [0, 1, -1, 0.01, -0.005, 0.5]);
  return pick(random, [
    () => String(minimum + step),
    () => String(maximum + step),
    () => JSON.stringify(pick(random, ['x', 'é', '🏡', ' ', '\u0301']).repeat(maxLength + between(random, -1, 1))),
  ])();
}

const nestings: Choice<readonly [string, string]> = [
  ['[', ']'],
  ['{"a":', '}'],
  ['[{"postal_address":', '}]'],
];

function deep(random: Random): string {
  const depth = pick(random, [2, 60, 3_000, 20_000]);
  const [open, close] = pick(random, nestings);
  return `${open.repeat(depth)}0${random() < 0.8 ? close.repeat(depth) : ''}`;
}
