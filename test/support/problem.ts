import assert from 'node:assert/strict';
import { type ProblemName, problemTypes } from '../../src/http/problem-types.ts';
import type { Answer } from './test-api.ts';

type Places = {
  /** JSON pointers of the members that are wrong, in the order of the answer. */
  pointers?: string[];
  /** Names of the query parameters that are. */
  parameters?: string[];
};

/** Fails where the answer is not this problem, whole and well-formed (RFC 9457). */
export function assertProblem(answer: Answer, name: ProblemName, places: Places = {}): void {
  const { status, title } = problemTypes[name];
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  const { errors = [], ...body } = answer.body;
  const { detail } = body;
  assert.deepEqual(body, { type: `/problems/${name}`, title, status, detail, message: detail });
  assert.match(detail, /^[^\p{Cc}\p{Cs}]{10,600}$/u);
  const told = [...(places.pointers ?? []), ...(places.parameters ?? [])];
  const named = errors.map((error: { pointer?: string; parameter?: string }) => error.pointer ?? error.parameter);
  assert.deepEqual(named, told, answer.text);
  for (const error of errors) {
    assert.deepEqual(Object.keys(error), [places.parameters ? 'parameter' : 'pointer', 'detail']);
    assert.match(error.detail, /^(line \d+: )?(must|is|(-?largest_drop )?takes) /); // of an import that is strict, its line
  }
}
