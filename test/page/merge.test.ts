import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { merge } from '../../ui/src/editing/merge.ts';

const names = ['price', 'city', 'rooms', 'phone'] as const;
const base = { price: '400', city: 'Lyon', rooms: '3', phone: '' };

test('changes of different members are brought together', () => {
  const merged = merge(names, { base, theirs: { ...base, price: '390' }, mine: { ...base, city: 'Paris' } });
  assert.deepEqual(merged.collisions, []);
  assert.deepEqual(merged.theirs, [{ name: 'price', base: '400', made: '390' }]);
  assert.deepEqual(merged.mine, [{ name: 'city', base: 'Lyon', made: 'Paris' }]);
  assert.deepEqual(merged.all, { ...base, price: '390', city: 'Paris' });
});

test('of a member that both changed somebody has to choose, unless to the same', () => {
  const theirs = { ...base, price: '390', rooms: '4' };
  const merged = merge(names, { base, theirs, mine: { ...base, price: '380', rooms: '4' } });
  assert.deepEqual(merged.collisions, [{ name: 'price', base: '400', theirs: '390', mine: '380' }]);
  assert.deepEqual(merged.theirs, [{ name: 'rooms', base: '3', made: '4' }]);
  assert.deepEqual(merged.mine, []);
  assert.equal(merged.all.price, '380');
});

const side = fc.record({ price: part(), city: part(), rooms: part(), phone: part() });

function part() {
  return fc.constantFrom('a', 'b', 'c');
}

test('nothing that anybody changed is lost without being told', () => {
  fc.assert(
    fc.property(side, side, side, (before, theirs, mine) => {
      const merged = merge(names, { base: before, theirs, mine });
      const told = [...merged.collisions, ...merged.mine, ...merged.theirs].map(({ name }) => name);
      const changed = names.filter((name) => mine[name] !== before[name] || theirs[name] !== before[name]);
      assert.deepEqual(told.sort(), changed.toSorted());
      const toChoose = merged.collisions.map(({ name }) => name);
      for (const name of names) {
        if (mine[name] !== before[name]) assert.equal(merged.all[name], mine[name]);
        else assert.equal(merged.all[name], theirs[name]);
        const isLost = theirs[name] !== before[name] && merged.all[name] !== theirs[name];
        assert.equal(toChoose.includes(name), isLost, name);
      }
    }),
  );
});
