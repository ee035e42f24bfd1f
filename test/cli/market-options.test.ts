import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marketCommand, questionOf } from '../../src/cli/market-options.ts';
import { SeriesQuery } from '../../src/market/figures/series-query.ts';

function asked(...args: string[]) {
  const command = marketCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return questionOf(command.parse(args, { from: 'user' }).opts());
}

test('there is an option for each parameter of GET /market/series', () => {
  const flags = marketCommand().options.map(({ long }) => long);
  for (const name of Object.keys(SeriesQuery.properties))
    assert.ok(flags.includes(`--${name.replaceAll('_', '-')}`), name);
});

test('options are read as the parameters are', () => {
  const args = [
    '--metric',
    'median_price, cut_share',
    '--by',
    'city',
    '--price-min',
    '100000.5',
    '--ids',
    '1,2',
    '--q',
    '12',
  ];
  const question = { metric: ['median_price', 'cut_share'], by: ['city'], price_min: 100_000.5, ids: [1, 2], q: '12' };
  assert.deepEqual(asked(...args), question);
});

test('what takes several may be given several times, anything else once', () => {
  assert.deepEqual(asked('--metric', 'median_price', '--metric', 'cut_share').metric, ['median_price', 'cut_share']);
  assert.throws(() => asked('--metric', 'median_price', '--city', 'Lyon', '--city', 'Paris'), { message: /once/ });
});

test('what is wrong is told by the name of its option', () => {
  assert.throws(() => asked('--metric', 'median'), {
    code: 'invalid',
    message: /--metric must be one of median_price/,
  });
  assert.throws(() => asked('--metric', 'median_price', '--price-min', 'cheap'), { message: /--price-min must be/ });
  assert.throws(() => asked('--metric', 'median_price', '--rooms-min', '1.5'), { message: /--rooms-min must be/ });
  assert.throws(() => asked('--metric', 'median_price', '--known-at', 'yesterday'), { message: /--known-at must be/ });
});

test('no figure, an unknown option, or two forms at once are refused', () => {
  assert.throws(() => asked('--by', 'city'), { message: /--metric/ });
  assert.throws(() => asked('--metric', 'median_price', '--town', 'Lyon'), { message: /--town/ });
  assert.throws(() => asked('--metric', 'median_price', '--csv', '--json'), { message: /--csv.*--json/ });
});
