import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayFault } from '../../ui/src/listing/listing-view.ts';

const fault = (text: string) => dayFault(text, '2026-11-29');

test('a day up to today is one that can be looked at', () => {
  for (const text of ['2026-11-29', '2024-02-29', '1900-01-01']) assert.equal(fault(text), undefined, text);
});

test('a day to come is told from what is no day of the calendar', () => {
  for (const text of ['2026-11-30', '9999-12-31']) assert.equal(fault(text), 'future', text);
  const none = ['', 'x', '2026', '2026-02', '2026-02-30', '2026-13-01', '2026-1-1', '1899-12-31', '12026-01-01'];
  for (const text of [...none, '2026-11-29T10:00', '+002026-01-01', ' 2026-11-29'])
    assert.equal(fault(text), 'no-day', text);
});
