import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutEmoji } from '../../../src/pictures/png/without-emoji.ts';

test('what has colours of its own is left out, of whatever it is put together', () => {
  assert.equal(withoutEmoji('🏡 Flat by 👨‍👩‍👧 the park ☀️😀'), 'Flat by the park');
  assert.equal(withoutEmoji('🇫🇷👍🏽1️⃣'), '');
});

test('letters, figures and signs stay', () => {
  for (const name of ['Flat 2, 45 m² – №1 ©', 'شقة', '市中心', '★★★ a\u200db', 'e\u0301'])
    assert.equal(withoutEmoji(name), name);
});
