/** A key is remembered for as long (access/key-ring.ts). */
const pauseMs = 5_000;

/**
 * What is told for as long as who asked may be told it: a key may be revoked and a token expire while a stream is open. It is looked
 * up before something is told, and not again for 5 s.
 */
export async function* whileAllowed<T>(told: AsyncIterable<T>, mayStill: () => Promise<boolean>): AsyncGenerator<T> {
  let looked = performance.now();
  for await (const one of told) {
    if (performance.now() - looked >= pauseMs) {
      if (!(await mayStill())) return;
      looked = performance.now();
    }
    yield one;
  }
}
