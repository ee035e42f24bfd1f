import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeName } from '../../ui/src/editing/window-name.ts';
import { closedStorage, storageOf } from '../support/page/storages.ts';

function tab(kept = new Map<string, string>()) {
  return { kept, storage: storageOf(kept), page: new EventTarget() };
}

test('a window keeps its name when its page is loaded again', () => {
  const { storage, page } = tab();
  const name = takeName(storage, page);
  page.dispatchEvent(new Event('pagehide'));
  assert.equal(takeName(storage, new EventTarget()), name);
});

test('a tab that is duplicated has a name of its own, also where one has gone back to a page', () => {
  const { kept, storage, page } = tab();
  const name = takeName(storage, page);
  const other = () => takeName(tab(new Map(kept)).storage, new EventTarget());
  assert.notEqual(other(), name);
  page.dispatchEvent(new Event('pagehide'));
  page.dispatchEvent(new Event('pageshow'));
  assert.notEqual(other(), name);
});

test('a storage that is closed hinders nobody', () => {
  const page = new EventTarget();
  assert.match(takeName(closedStorage(), page), /^[0-9a-f]{32}$/);
  page.dispatchEvent(new Event('pagehide'));
});
