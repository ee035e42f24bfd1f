import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FeedEntry,
  findingsOf,
  type History,
  type PrintedPrice,
  type Reading,
  type Write,
} from '../support/history-checker.ts';

const day = (at: number) => `2026-01-0${at}T00:00:00.000Z`;
const printed = (...prices: number[]): PrintedPrice[] =>
  prices.map((price_eur, at) => ({ price_eur, created_date: day(at + 1) }));

const write = (price: number, change: Partial<Write> = {}): Write => ({
  ...{ price, listing: 1, creates: false, sentAt: price, answeredAt: price + 5, outcome: 'acknowledged' },
  ...change,
});
/** Answered 3 ms later. */
const reading = (sentAt: number, prices: readonly PrintedPrice[], change: Partial<Reading> = {}): Reading => ({
  ...{ listing: 1, sentAt, answeredAt: sentAt + 3, prices },
  ...change,
});
const entry = (version: number, to: number, change: Partial<FeedEntry> = {}): FeedEntry => ({
  ...{
    listing_id: 1,
    version,
    kind: version === 1 ? 'created' : 'updated',
    changed: { price_eur: { from: null, to } },
  },
  ...change,
});

/** Created at 10; 20 follows; 30 and 32 overlap, so that either may be first; the outcome of 40 is unknown. */
const writes = [
  write(10, { creates: true }),
  write(20),
  write(30),
  write(32),
  write(40, { outcome: 'unknown' }),
  write(50, { outcome: 'refused' }),
];
const end = 100;
const sound: History = {
  writes,
  readings: [reading(17, printed(10)), reading(27, printed(10, 20)), reading(end, printed(10, 20, 32, 30))],
  feed: [entry(1, 10), entry(2, 20), entry(3, 32), entry(4, 30)],
  asOf: [1, 2, 3, 4].map((at) => ({ listing: 1, instant: day(at), price: [10, 20, 32, 30][at - 1] })),
};
const read = (...prices: number[]): History => ({
  writes,
  readings: [reading(end, printed(...prices))],
});

const accepted: [string, History][] = [
  ['nothing at all', { writes: [], readings: [] }],
  ['writes at the same time in either order', sound],
  ['the other order', read(10, 20, 30, 32)],
  ['a write of unknown outcome that is there', read(10, 20, 30, 32, 40)],
  [
    'one that took effect after a later one',
    {
      writes: [...writes, write(60)],
      readings: [reading(end, printed(10, 20, 30, 32, 60, 40))],
    },
  ],
  [
    'a creation of unknown outcome that is there',
    {
      writes: [write(10, { creates: true, listing: undefined, outcome: 'unknown' })],
      readings: [reading(end, printed(10), { listing: 7 })],
    },
  ],
  ['one that is not', { writes: [write(10, { creates: true, listing: undefined, outcome: 'unknown' })], readings: [] }],
  [
    'two readings at the same time, of which the first to be answered has more',
    {
      ...sound,
      readings: [reading(24, printed(10, 20)), reading(24, printed(10), { answeredAt: 29 }), ...sound.readings],
    },
  ],
  [
    'a reading sent at the instant at which a longer one was answered',
    { ...sound, readings: [reading(21, printed(10, 20)), reading(24, printed(10)), ...sound.readings] },
  ],
  [
    'a reading sent before the answer that does not have it',
    {
      ...sound,
      readings: [reading(24, printed(10)), ...sound.readings.slice(2)],
    },
  ],
];
for (const [what, history] of accepted) {
  test(`the checker is content with ${what}`, () => assert.deepEqual(findingsOf(history), []));
}

const twoListings: History = {
  writes: [write(10, { creates: true }), write(20, { listing: 2, creates: true })],
  readings: [reading(end, printed(10)), reading(end, printed(20), { listing: 2 })],
};

const found: [string, History, RegExp][] = [
  ['an acknowledged write that is missing', read(10, 20, 30), /^listing 1: price 32 was acknowledged and is missing$/],
  ['a created listing that is missing', { ...twoListings, readings: twoListings.readings.slice(0, 1) }, /20 was ackn/],
  [
    'a write that an earlier reading misses',
    {
      ...sound,
      readings: [reading(26, printed(10)), ...sound.readings.slice(2)],
    },
    /price 20 was acknowledged and is missing/,
  ],
  ['a price that was never sent', read(10, 20, 30, 32, 77), /^listing 1: price 77 was never sent$/],
  ['one that was refused', read(10, 20, 30, 32, 50), /^listing 1: price 50 was refused$/],
  [
    'one of another listing',
    {
      ...twoListings,
      writes: [...twoListings.writes, write(30, { listing: 1, outcome: 'unknown' })],
      readings: [...twoListings.readings.slice(0, 1), reading(end, printed(20, 30), { listing: 2 })],
    },
    /^listing 2: price 30 was sent to listing 1$/,
  ],
  ['a write that is there twice', read(10, 20, 30, 32, 40, 40), /^price 40 is there 2 times$/],
  [
    'a creation that made two listings',
    {
      writes: [write(10, { creates: true, listing: undefined, outcome: 'unknown' })],
      readings: [5, 6].map((listing) => reading(end, printed(10), { listing })),
    },
    /^price 10 is there 2 times$/,
  ],
  [
    'a change that became a first price',
    {
      writes: [write(30, { outcome: 'unknown' })],
      readings: [reading(end, printed(30))],
    },
    /price 30 is first without/,
  ],
  ['a write before one that was over when it was sent', read(10, 30, 20, 32), /price 30 stands before one/],
  ['one of unknown outcome so', read(10, 20, 40, 30, 32), /price 40 stands before one/],
  [
    'instants that do not increase',
    {
      ...sound,
      readings: [
        reading(
          end,
          printed(10, 20, 32, 30).map((price) => ({ ...price, created_date: day(1) })),
        ),
      ],
      asOf: [],
    },
    /is no later than/,
  ],
  [
    'a price that was read and is gone',
    {
      ...read(10, 20, 30, 32),
      readings: [reading(45, printed(10, 20, 30, 32, 40)), ...read(10, 20, 30, 32).readings],
    },
    /^listing 1: price 40 was read, and later not in its place$/,
  ],
  [
    'a price that was read, answered, and is not in a reading sent after that',
    {
      ...sound,
      readings: [reading(21, printed(10, 20)), reading(24.5, printed(10)), ...sound.readings],
    },
    /^listing 1: price 20 was read, and later not in its place$/,
  ],
  [
    'one that only the longest reading had, with others on the way',
    {
      ...read(10, 20, 30, 32),
      readings: [
        reading(45, printed(10, 20, 30, 32, 40)),
        reading(46, printed(10, 20, 30, 32), { answeredAt: 60 }),
        reading(47, printed(10, 20, 30, 32), { answeredAt: 70 }),
        reading(49, printed(10, 20, 30, 32)),
      ],
    },
    /^listing 1: price 40 was read, and later not in its place$/,
  ],
  [
    'an instant that differs between readings of the same length',
    {
      ...sound,
      readings: [
        reading(17, printed(10)),
        reading(18, [{ price_eur: 10, created_date: day(9) }]),
        ...sound.readings.slice(1),
      ],
    },
    /^listing 1: price 10 was read, and later not in its place$/,
  ],
  [
    'an instant that has changed',
    {
      ...sound,
      readings: [reading(17, [{ price_eur: 10, created_date: day(9) }]), ...sound.readings],
    },
    /^listing 1: price 10 was read, and later not in its place$/,
  ],
  [
    'a feed that leaves one out',
    { ...sound, feed: sound.feed?.slice(0, 3) },
    /^listing 1: the feed tells other prices/,
  ],
  [
    'a feed in another order',
    {
      ...sound,
      feed: [entry(1, 10), entry(2, 20), entry(3, 30), entry(4, 32)],
    },
    /^listing 1: the feed tells other prices/,
  ],
  [
    'a feed of a listing that is not there',
    { ...sound, feed: [...(sound.feed ?? []), entry(1, 9, { listing_id: 2 })] },
    /^listing 2: the feed tells/,
  ],
  [
    'a version left out',
    {
      ...sound,
      feed: [entry(1, 10), entry(2, 20), entry(3, 32), entry(5, 30)],
    },
    /^listing 1: version 5 is out of place/,
  ],
  [
    'a version twice',
    { ...sound, feed: [...(sound.feed ?? []), entry(4, 0, { changed: {} })] },
    /version 4 is out of place/,
  ],
  [
    'an instant at which another price is found',
    {
      ...sound,
      asOf: [{ listing: 1, instant: day(2), price: 10 }],
    },
    /^listing 1: as of 2026-01-02T00:00:00.000Z it cost 10$/,
  ],
  [
    'one at which nothing is found',
    {
      ...sound,
      asOf: [{ listing: 1, instant: day(2), price: undefined }],
    },
    /^listing 1: as of 2026-01-02T00:00:00.000Z it cost undefined$/,
  ],
];
for (const [what, history, expected] of found) {
  test(`the checker finds ${what}`, () => {
    const findings = findingsOf(history);
    assert.notDeepEqual(findings, []);
    for (const finding of findings) assert.match(finding, expected);
  });
}
