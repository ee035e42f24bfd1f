import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outage } from '../../src/background/outage.ts';

test('of all that fails at a time the first is told, and the end once nothing fails any more', () => {
  const told: string[] = [];
  const outage = new Outage({ onBegin: (error) => told.push(String(error)), onEnd: () => told.push('over') });
  for (let turn = 1; turn <= 2; turn += 1) {
    for (const part of ['one', 'other', 'one']) outage.failed(part, part);
    for (const part of ['one', 'one', 'other']) {
      assert.equal(outage.isOn, true);
      outage.succeeded(part);
    }
    outage.succeeded('other');
    assert.equal(outage.isOn, false);
  }
  assert.deepEqual(told, ['one', 'over', 'one', 'over']);
});
