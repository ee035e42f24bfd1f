/**
 * Does several things side by side. At the first failure the signal tells the others to stop; once all have ended, that
 * failure is thrown.
 */
export async function together<T>(works: readonly ((signal: AbortSignal) => Promise<T>)[]): Promise<T[]> {
  const stop = new AbortController();
  const running = works.map(async (work) => {
    try {
      return await work(stop.signal);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(running);
  stop.signal.throwIfAborted();
  return await Promise.all(running);
}
