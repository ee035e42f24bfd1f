import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onOtherPage, stayMs } from '../../ui/src/parts/told-notice.ts';

const told = { notice: { text: 'It is saved.' }, number: 1, at: 0, isAfloat: true };
const landed = { ...told, isAfloat: false };

test('on another page a notice floats no more, and it is there whenever that page comes', () => {
  assert.deepEqual(onOtherPage(told, 1), landed);
  assert.deepEqual(onOtherPage(told, stayMs + 1), landed);
  assert.equal(onOtherPage(undefined, 1), undefined);
});

test('what stands on a page goes with it once it has had its time', () => {
  assert.deepEqual(onOtherPage(landed, stayMs), landed);
  assert.equal(onOtherPage(landed, stayMs + 1), undefined);
});
