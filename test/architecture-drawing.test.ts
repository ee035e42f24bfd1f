import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  boxNamed,
  type Rect,
  rectOf,
  rectOfGroup,
  routeOf,
  textPoint,
  textWidth,
} from '../docs/architecture/layout.ts';
import { sizes } from '../docs/architecture/look.ts';
import { pages } from '../docs/architecture/pages.ts';
import { drawings } from '../docs/architecture.ts';
import { assertWellFormed } from './support/well-formed.ts';

const documents = new URL('../docs/', import.meta.url);

test('the drawings of the architecture are what docs/architecture.ts makes: npx node docs/architecture.ts', async () => {
  for (const [path, text] of drawings()) assert.equal(await readFile(new URL(path, documents), 'utf8'), text, path);
});

test('both forms are well-formed, and every arrow of diagrams.net joins two cells', () => {
  for (const text of drawings().values()) assertWellFormed(text);
  for (const diagram of (drawings().get('architecture.drawio') ?? '').split('<diagram ').slice(1)) {
    const ids = [...diagram.matchAll(/<mxCell id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    const ends = [...diagram.matchAll(/(?:source|target)="([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual([ends.length > 10, ends.filter((id) => !ids.includes(id))], [true, []]);
  }
});

test('each picture is shown in ARCHITECTURE.md', async () => {
  const text = await readFile(new URL('../ARCHITECTURE.md', documents), 'utf8');
  for (const { file } of pages) assert.ok(text.includes(`](docs/img/${file}.svg)`), file);
});

for (const page of pages) {
  const boxes = page.boxes.map((box) => ({ name: box.id, ...rectOf(box) }));
  const texts = page.arrows.flatMap((arrow) => {
    if (arrow.says === undefined) return [];
    const { x, y } = textPoint(routeOf(page, arrow), arrow.textAt);
    const width = textWidth(arrow.says, sizes.arrow);
    return [{ name: `${arrow.from} ${arrow.says} ${arrow.to}`, x: x - width / 2, y: y - 8, width, height: 16 }];
  });
  const titles = page.groups.map((group) => {
    const { x, y } = rectOfGroup(group);
    return { name: group.title, x: x + 8, y: y + 4, width: textWidth(group.title, sizes.group, true), height: 20 };
  });

  test(`in the drawing ${page.name} nothing lies on anything else`, () => {
    const all = [...boxes, ...texts, ...titles];
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at + 1)) assert.ok(!overlap(one, other), `${one.name} and ${other.name}`);
    }
  });

  test(`in the drawing ${page.name} texts fit into their boxes`, () => {
    for (const { title, notes, id } of page.boxes) {
      const { width } = rectOf(boxNamed(page.boxes, id));
      const widest = Math.max(textWidth(title, sizes.title, true), ...notes.map((note) => textWidth(note, sizes.note)));
      assert.ok(widest <= width - 8, `${id}: ${widest}`);
    }
  });

  test(`in the drawing ${page.name} no arrow goes through a box`, () => {
    for (const arrow of page.arrows) {
      const points = routeOf(page, arrow);
      for (const [at, from] of points.slice(0, -1).entries()) {
        const to = points[at + 1] ?? from;
        const way = {
          x: Math.min(from.x, to.x),
          y: Math.min(from.y, to.y),
          width: Math.abs(to.x - from.x),
          height: Math.abs(to.y - from.y),
        };
        for (const box of boxes)
          assert.ok(!overlap(way, inner(box)), `${arrow.from} to ${arrow.to} through ${box.name}`);
      }
    }
  });
}

function overlap(one: Rect, other: Rect): boolean {
  const apart = one.x + one.width < other.x || other.x + other.width < one.x;
  return !apart && one.y + one.height >= other.y && other.y + other.height >= one.y;
}

function inner({ x, y, width, height }: Rect): Rect {
  return { x: x + 2, y: y + 2, width: width - 4, height: height - 4 };
}
