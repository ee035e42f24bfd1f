import assert from 'node:assert/strict';

const euros = /price(_per_m2)?$|_eur$/;

/** Fails where a figure is another than expected: euros are told to the cent, everything else is right to a billionth. */
export function assertFigure(name: string, told: unknown, expected: number | null | undefined): void {
  assert.ok(typeof told === 'number' && typeof expected === 'number', `${name}: ${told} for ${expected}`);
  const most = Math.abs(expected) * 1e-9;
  if (!euros.test(name)) {
    assert.ok(Math.abs(told - expected) <= most, `${name}: ${told} for ${expected}`);
    return;
  }
  assert.doesNotMatch(String(told), /\.\d{3}/, `${name} has no more than cents`);
  assert.ok(Math.abs(told - expected) <= 0.005 + Math.abs(expected) * 1e-14, `${name}: ${told} for ${expected}`);
}
