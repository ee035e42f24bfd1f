import fc from 'fast-check';
import type { Step } from './history-world.ts';

const constant = <const T>(value: T) => fc.constant(value);
const upTo = (max: number) => fc.integer({ min: 0, max });
const price = upTo(4); // few of them, so that the same one comes often
const at = fc.oneof(
  fc.record({ after: fc.oneof(fc.integer({ min: -3, max: 5 }), fc.constant(20_000)) }),
  fc.record({ beside: upTo(5), by: fc.constantFrom(-1, 0, 0, 0, 1) }),
);
const change = fc.record({
  kind: fc.constantFrom('set', 'set', 'rename', 'backdate', 'add', 'add', 'add'),
  price: fc.option(price, { freq: 3 }),
  at,
});
/** What may come next in a history, whoever writes. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: constant('clock'), by: fc.integer({ min: -20, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('create'), price }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('delete'), which: upTo(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('touch') }) },
  { weight: 9, arbitrary: fc.record({ kind: constant('change'), which: upTo(9), rollback: fc.boolean(), change }) },
);
