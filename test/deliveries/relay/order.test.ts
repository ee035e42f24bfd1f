import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inBatches } from '../../../src/deliveries/relay/batches.ts';
import { growingPause } from '../../../src/deliveries/relay/growing-pause.ts';
import { coversSubject } from '../../../src/deliveries/relay/nats-subject.ts';
import { inRuns } from '../../../src/deliveries/relay/runs.ts';
import { sequenceOf } from '../../../src/deliveries/relay/sequence.ts';

test('the lexical order of sequences is that of the places in the feed, up to the greatest that there may be', () => {
  const place = fc.record({
    key: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    seq: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  });
  const text = ({ key, seq }: { key: bigint; seq: bigint }) =>
    sequenceOf({ epoch: 'e', key: String(key), seq: String(seq) });
  fc.assert(
    fc.property(place, place, (one, other) => {
      const isBefore = one.key < other.key || (one.key === other.key && one.seq < other.seq);
      assert.equal(text(one) < text(other), isBefore);
    }),
    {
      examples: [
        [
          { key: 9n, seq: 9n },
          { key: 10n, seq: 1n },
        ],
      ],
    },
  );
});

const someEvents = fc.array(
  fc.record({ key: fc.constantFrom('1', '2', '3', '4'), json: fc.string({ maxLength: 9 }), id: fc.uuid() }),
);

test('runs have all events in order, and no listing twice', () => {
  fc.assert(
    fc.property(someEvents, (events) => {
      const runs = inRuns(events);
      assert.deepEqual(runs.flat(), events);
      for (const run of runs) assert.equal(new Set(run.map(({ key }) => key)).size, run.length);
    }),
  );
});

test('batches have all events in order, and are no larger than they may be unless one event is', () => {
  fc.assert(
    fc.property(someEvents, fc.integer({ min: 1, max: 30 }), (events, most) => {
      const batches = inBatches(events, most);
      assert.deepEqual(batches.flat(), events);
      for (const batch of batches) {
        const bytes = batch.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0);
        assert.ok(batch.length === 1 || bytes <= most);
      }
    }),
  );
});

test('pauses grow up to half a minute', () => {
  const pauses = Array.from({ length: 9 }, (_, at) => growingPause(at + 1));
  assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

for (const [subjects, prefix, covers] of [
  [['listings.*'], 'listings', true],
  [['listings.>'], 'listings', true],
  [['>'], 'listings', true],
  [['*.*'], 'listings', true],
  [['other', 'listings.>'], 'listings', true],
  [['eu.*.*'], 'eu.listings', true],
  [['listings'], 'listings', false],
  [['listings.*.*'], 'listings', false],
  [['listings.7'], 'listings', false],
  [['listings.*.>'], 'listings', false],
  [[], 'listings', false],
] as const) {
  test(`a stream of ${subjects.join(', ') || 'no subjects'} takes ${covers ? 'all' : 'not all'} of ${prefix}`, () => {
    assert.equal(coversSubject(subjects, prefix), covers);
  });
}
