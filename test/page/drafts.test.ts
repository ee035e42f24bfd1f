import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftPlace, type Shelf } from '../../ui/src/editing/drafts.ts';
import { noFields } from '../../ui/src/editing/fields.ts';
import { typedOf } from '../../ui/src/editing/typed.ts';

function shelf(): Shelf & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const draft = { typed: { ...typedOf(noFields, 'en'), '/name': 'Flat' }, locale: 'en', keptAt: 1_000 };

test('unsaved work is kept by listing, until it is dropped', () => {
  const place = shelf();
  draftPlace(place, '7').keep(draft);
  assert.deepEqual(draftPlace(place, '7').read(2_000), draft);
  assert.equal(draftPlace(place, '8').read(2_000), undefined);
  draftPlace(place, '7').drop();
  assert.equal(place.kept.size, 0);
});

test('what nobody came back to for a month is gone', () => {
  const place = draftPlace(shelf(), 'new');
  place.keep(draft);
  assert.equal(place.read(1_000 + 31 * 86_400_000), undefined);
});

test('what is no draft of this version of the page is none', () => {
  const place = shelf();
  for (const text of ['{', '[]', '1', '{"typed":{"/name":"Flat"},"locale":"en"}', '{"typed":null}']) {
    place.setItem('draft:7', text);
    assert.equal(draftPlace(place, '7').read(), undefined, text);
  }
});

test('a storage that is closed or full hinders nobody', () => {
  const closed = () => {
    throw new Error('closed');
  };
  const place = draftPlace({ getItem: closed, setItem: closed, removeItem: closed }, '7');
  place.keep(draft);
  place.drop();
  assert.equal(place.read(), undefined);
});
