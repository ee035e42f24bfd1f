/** After it failed it is left alone for so long, in ms. */
const restMs = 2_000;

/**
 * Asks what may be away or slow, and leaves it alone for a while once it has failed, so that nobody who comes then waits for it: until
 * it is over the same failure is thrown at once.
 */
export function resting<Given extends unknown[], T>(ask: (...given: Given) => Promise<T>) {
  let failed: { error: unknown; until: number } | undefined;
  return async (...given: Given): Promise<T> => {
    const before = failed;
    if (before && performance.now() < before.until) throw before.error;
    try {
      const answer = await ask(...given);
      if (failed === before) failed = undefined; // or another one has failed meanwhile
      return answer;
    } catch (error) {
      failed = { error, until: performance.now() + restMs };
      throw error;
    }
  };
}
