import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiProblem } from '../../ui/src/api/problem.ts';
import { noFields } from '../../ui/src/editing/fields.ts';
import * as form from '../../ui/src/editing/form-state.ts';
import { typedOf } from '../../ui/src/editing/typed.ts';

const start = { fields: noFields, typed: typedOf(noFields, 'en') };
const empty = form.stateOf(start.typed, 'en');
const price = '/latest_price_eur';

test('who leaves a field sees how it is understood, and what is wrong with it from then on', () => {
  const left = form.withLeft(form.withTyped(empty, price, '399000,5'), price, start);
  assert.equal(left.typed[price], '399,000.50');
  assert.ok(left.seen.has(price));
});

test('a field that is passed by empty is not told to be missing yet', () => {
  assert.ok(!form.withLeft(empty, '/name', start).seen.has('/name'));
  assert.ok(form.withAllSeen(empty, false).seen.has('/name'));
});

test('what the service refused is said at its field until that is typed in', () => {
  const errors = [
    { pointer: '/name', detail: 'must not be blank' },
    { parameter: 'If-Match', detail: 'must be an ETag' },
  ];
  const problem = new ApiProblem({ status: 422, title: '', detail: '', errors });
  assert.equal(form.isAllAtFields(problem), false);
  const refused = form.withRefusal(empty, problem);
  assert.deepEqual(
    [refused.said, refused.isRefused],
    [{ '/name': { kind: 'refused', detail: 'must not be blank' } }, true],
  );
  assert.deepEqual(form.withTyped(refused, '/name', 'Flat').said, {});
});

test('a reference that another listing has is taken', () => {
  const errors = [{ pointer: '/reference', detail: 'must be one that no other listing has' }];
  const problem = new ApiProblem({ status: 409, title: '', detail: '', errors });
  assert.ok(form.isAllAtFields(problem));
  assert.deepEqual(form.withRefusal(empty, problem).said, { '/reference': { kind: 'taken' } });
});
