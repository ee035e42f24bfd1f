/** After it failed it is left alone for so long, in ms. */
const restMs = 2_000;

/**
 * Asks what may be away or slow, and leaves it alone for a while once it has failed, so that nobody else waits for it: until then
 * the same failure is thrown at once.
 */
export function resting<Given extends unknown[], T>(ask: (...given: Given) => Promise<T>) {
  let failed: { error: unknown; until: number } | undefined;
  return async (...given: Given): Promise<T> => {
    if (failed && performance.now() < failed.until) throw failed.error;
    try {
      const answer = await ask(...given);
      failed = undefined;
      return answer;
    } catch (error) {
      failed = { error, until: performance.now() + restMs };
      throw error;
    }
  };
}
