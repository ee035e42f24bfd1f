import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserStorage } from '../../ui/src/api/browser-storage.ts';
import { draftPlace, dropOldDrafts } from '../../ui/src/editing/drafts.ts';
import { noFields } from '../../ui/src/editing/fields.ts';
import { typedOf } from '../../ui/src/editing/typed.ts';
import { closedStorage, storageOf } from '../support/page/storages.ts';

function shelf(): BrowserStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return Object.assign(storageOf(kept), { kept });
}

const draft = { typed: { ...typedOf(noFields, 'en'), '/name': 'Flat' }, locale: 'en', keptAt: 1_000 };

test('unsaved work is kept by listing and window, until it is dropped', () => {
  const place = shelf();
  draftPlace(place, '7', 'a').keep(draft);
  assert.deepEqual(draftPlace(place, '7', 'a').read(), draft);
  assert.equal(draftPlace(place, '8', 'a').read(), undefined);
  assert.equal(draftPlace(place, '7', 'b').read(), undefined);
  draftPlace(place, '7', 'a').drop();
  assert.equal(place.kept.size, 0);
});

test('work of another window is seen, the latest first, and taken; what one has oneself is put away', () => {
  const now = 1_000;
  const place = shelf();
  const [a, b, c] = ['a', 'b', 'c'].map((window) => draftPlace(place, '7', window));
  draftPlace(place, '77', 'a').keep({ ...draft, keptAt: now });
  a?.keep({ ...draft, locale: 'de', keptAt: now - 2_000 });
  b?.keep({ ...draft, locale: 'fr', keptAt: now - 1_000 });
  c?.keep({ ...draft, keptAt: now });
  const others = c?.others() ?? [];
  assert.deepEqual(
    others.map(({ window }) => window),
    ['b', 'a'],
  );
  for (const other of others.slice(0, 1)) c?.take(other);
  assert.equal(c?.read()?.locale, 'fr');
  assert.equal(b?.read(), undefined);
  assert.deepEqual(
    c?.others().map((other) => other.draft.locale),
    ['en', 'de'],
  );
});

test('what nobody came back to for a month makes room, what is no draft stays', () => {
  const now = 1_000 + 31 * 86_400_000;
  const place = shelf();
  place.write('theme', 'dark');
  place.write('draft:7:a', '{');
  draftPlace(place, '7', 'b').keep(draft);
  draftPlace(place, '7', 'c').keep({ ...draft, keptAt: now - 1_000 });
  dropOldDrafts(place, now);
  assert.deepEqual([...place.kept.keys()], ['theme', 'draft:7:c']);
});

test('what is no draft of this version of the page is none', () => {
  const place = shelf();
  for (const text of ['{', '[]', '1', '{"typed":{"/name":"Flat"},"locale":"en"}', '{"typed":null}']) {
    place.write('draft:7:a', text);
    assert.equal(draftPlace(place, '7', 'a').read(), undefined, text);
  }
});

test('what a closed storage does not take is there until the page is left, and it says so', () => {
  const place = draftPlace(closedStorage(), '7', 'a');
  assert.equal(place.outlives(), undefined);
  place.keep({ ...draft, keptAt: 1_000 });
  assert.equal(place.outlives(), false);
  assert.equal(place.read()?.locale, 'en');
  const other = draftPlace(shelf(), '7', 'a');
  other.keep(draft);
  assert.equal(other.outlives(), true);
});
