import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notUnderstood, shortened } from '../../ui/src/parts/not-understood.ts';

const understood = { days: '7', rows: 20, place: ['FR,,Lyon'], type: undefined };
const wrongIn = (address: string) => notUnderstood(new URLSearchParams(address), understood);

test('what a page makes of an address is understood, also where it is usual, or said in other letters', () => {
  assert.deepEqual(wrongIn(''), []);
  assert.deepEqual(wrongIn('days=7&rows=20&place=fr,,lyon&type='), []);
});

test('spaces around the parts of a place, and empty parts at its end, make it no other one', () => {
  const wrong = (place: string, meant: string) => notUnderstood(new URLSearchParams({ place }), { place: [meant] });
  assert.deepEqual(wrong('FR,, Lyon', 'FR,,Lyon'), []);
  assert.deepEqual(wrong(' FR, 69001 ,Lyon', 'FR,69001,Lyon'), []);
  assert.deepEqual(wrong('FR', 'FR,,'), []);
  assert.deepEqual(wrong('FR,Lyon', 'FR,,Lyon'), [['place', 'FR,Lyon']]);
});

test('of a long text no character is halved', () => {
  assert.equal(shortened('a'.repeat(40)), 'a'.repeat(40));
  assert.equal(shortened(`a${'🏠'.repeat(40)}`), `a${'🏠'.repeat(39)}…`);
});

test('values that are no choice are not, nor are names that there are not, nor a second value', () => {
  assert.deepEqual(wrongIn('days=999'), [['days', '999']]);
  assert.deepEqual(wrongIn('metric=zzz&type=CASTLE'), [
    ['metric', 'zzz'],
    ['type', 'CASTLE'],
  ]);
  assert.deepEqual(wrongIn('days=7&days=30&place=FR,,Lyon&place=x'), [
    ['days', '30'],
    ['place', 'x'],
  ]);
  assert.deepEqual(wrongIn('toString=1&__proto__=2'), [
    ['toString', '1'],
    ['__proto__', '2'],
  ]);
});

test('what others put on an address to count it is nothing that it asks for', () => {
  assert.deepEqual(wrongIn('utm_source=letter&fbclid=1'), []);
});
