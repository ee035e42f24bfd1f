import assert from 'node:assert/strict';
import type { ProblemName } from '../../src/http/problem-types.ts';
import { someListing } from './listings.ts';
import { assertProblem } from './problem.ts';
import { startTestApi, type TestApi } from './test-api.ts';

export type RefusingApi = TestApi & {
  /** Fails where POST or PUT takes the body, or where something is stored by it. */
  assertRefused(body: string | Buffer, name: ProblemName, pointers?: string[]): Promise<void>;
  /** Fails where PATCH takes the body. */
  assertPatchRefused(body: string, pointers: string[]): Promise<void>;
};

/** The API with one listing, number 1, that no test changes. */
export async function startRefusingApi(): Promise<RefusingApi> {
  const api = await startTestApi();
  await api.call('POST', '/listings', someListing());
  return {
    ...api,
    assertRefused: async (body, name, pointers = []) => {
      assertProblem(await api.call('POST', '/listings', body), name, { pointers });
      assertProblem(await api.call('PUT', '/listings/1', body), name, { pointers });
      assert.deepEqual(await api.sql('SELECT id, version FROM listing'), [{ id: 1, version: 1 }]);
      assert.equal(api.server.counters.inputBugs, 0);
    },
    assertPatchRefused: async (body, pointers) => {
      assertProblem(await api.call('PATCH', '/listings/1', body), 'invalid', { pointers });
      assert.deepEqual(await api.sql('SELECT id, version FROM listing'), [{ id: 1, version: 1 }]);
    },
  };
}

/** The JSON text of a listing with `value`, as it stands, for a member; with a dot that of its address. */
export function listingText(name: string, value: string): string {
  const [outer = '', inner] = name.split('.');
  const input: Record<string, unknown> = { ...someListing() };
  if (inner === undefined) input[outer] = '@';
  else input[outer] = { ...someListing().postal_address, [inner]: '@' };
  return JSON.stringify(input).replace('"@"', () => value);
}
