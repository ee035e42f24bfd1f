import assert from 'node:assert/strict';

const markup = /<(\/)?([A-Za-z][\w:-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<]*")*)\s*(\/)?>|([^<]+)/gy;
const reference = /&(?!(?:amp|lt|gt|quot|apos|#39);)/;

/** Fails where a document is no well-formed XML of elements, attributes and texts, with one root; comments are none of it. */
export function assertWellFormed(document: string): void {
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  for (const [all, closes, name = '', attributes = '', isEmpty, text] of document.trim().matchAll(markup)) {
    at += all.length;
    assert.doesNotMatch(text ?? attributes, reference);
    if (text !== undefined) assert.ok(open.length > 0, 'text outside of the root');
    else if (closes) assert.equal(open.pop(), name);
    else {
      if (open.length === 0) roots += 1;
      const names = [...attributes.matchAll(/([\w:.-]+)="[^"]*"/g)].map(([, each]) => each);
      assert.equal(new Set(names).size, names.length, all);
      if (!isEmpty) open.push(name);
    }
  }
  assert.equal(at, document.trim().length, `no markup: ${document.trim().slice(at, at + 40)}`);
  assert.deepEqual([roots, open], [1, []]);
}
