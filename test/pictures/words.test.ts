import assert from 'node:assert/strict';
import { test } from 'node:test';
import { priceStory } from '../../src/drawing/price-story.ts';
import { badgeParts, pictureWords, sentenceOf } from '../../src/pictures/words.ts';

const day = 86_400_000;
const now = new Date(2026, 10, 1, 12).getTime();
const story = (...eur: number[]) => {
  const found = priceStory(
    eur.map((each, n) => ({ at: now - (eur.length - n) * 2 * day, eur: each })),
    now,
  );
  assert.ok(found);
  return found;
};
const badge = (...eur: number[]) => badgeParts(story(...eur), pictureWords.en).join(' · ');
const sentence = (...eur: number[]) => sentenceOf(story(...eur), pictureWords.en);

test('a badge says percent of the first price, cuts and days; without cuts the rises', () => {
  assert.equal(badge(100), 'unchanged · 2 days');
  assert.equal(badge(100, 90), '\u221210.0% · 1 cut · 4 days');
  assert.equal(badge(100, 110, 105), '+5.0% · 1 cut · 6 days');
  assert.equal(badge(100, 110, 120), '+20.0% · 2 rises · 6 days');
});

test('of a price that was 0 there is no percentage', () => {
  assert.equal(badge(0, 100), '1 rise · 4 days');
  assert.equal(sentence(0, 100), 'Asking price €100');
});

test('a sentence says what happened, with its base', () => {
  assert.equal(sentence(100), 'Unchanged since 30 Oct 2026');
  assert.equal(sentence(100, 90, 80), 'Down 20.0% in 2 cuts since 26 Oct 2026');
  assert.equal(sentence(100, 90, 120), 'Up 20.0% since 26 Oct 2026');
  assert.equal(sentence(100, 90, 100), 'Asking price €100');
});

test('a cut that is less than a decimal is told with its sign', () => {
  assert.equal(badge(400_000, 399_960), '\u22120.01% · 1 cut · 4 days');
  assert.equal(sentence(400_000, 399_960), 'Down 0.01% in 1 cut since 28 Oct 2026');
});
