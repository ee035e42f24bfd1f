import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactnessIn } from '../../ui/src/parts/exactness.ts';

const at = (time: string) => new Date(`2026-03-0${time}`).getTime(); // where the reader is

test('instants are told as exactly as they have to be told apart', () => {
  const instants = [
    '1T10:00',
    '2T10:00',
    '2T11:30',
    '3T10:00:05',
    '3T10:00:45',
    '3T16:00',
    '4T10:00:05.001',
    '4T10:00:05.002',
    '4T10:00:06',
  ].map(at);
  const exactnessOf = exactnessIn(instants);
  assert.deepEqual(instants.map(exactnessOf), [
    'day',
    'minute',
    'minute',
    'second',
    'second',
    'minute',
    'millisecond',
    'millisecond',
    'second',
  ]);
});

test('what is said several times of one instant has not to be told apart', () => {
  const exactnessOf = exactnessIn([at('1T10:00'), at('1T10:00')]);
  assert.equal(exactnessOf(at('1T10:00')), 'day');
});
